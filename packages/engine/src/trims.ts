/** By track number, from 1: decibels that bring it to the target loudness. Written by `dj bench catalogue --write`. */
export const TRIMS_DB: readonly number[] = []
