/** Ticks to a beat: divisible by 2, 3 and 4, so swing and triplets stay whole numbers. */
export const TICKS_PER_BEAT = 96
/** Every piece is in four. */
export const TICKS_PER_BAR = 4 * TICKS_PER_BEAT
/** A sixteenth. */
export const TICKS_PER_STEP = TICKS_PER_BEAT / 4
