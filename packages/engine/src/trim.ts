import { TRIMS_DB } from './trims.ts'
import { trackSeedOf } from './track-seed.ts'

/** The loudness that every track is brought to, in LUFS (integrated, ITU-R BS.1770-4): about what streaming services play music at. */
export const TARGET_LUFS = -17

/** Decibels that bring a track to {@link TARGET_LUFS}; 0 for one that was never measured. */
export function trimOf(id: string): number {
  return TRIMS_DB[(trackSeedOf(id)?.number ?? 0) - 1] ?? 0
}
