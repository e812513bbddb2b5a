/**
 * The Camelot code of a key as analysers write it: pitch class (0 is C) and mode (1 is major). Nothing where either is not known; some say −1 for
 * that.
 */
export function camelotOf(
  key: number | null | undefined,
  mode: number | null | undefined,
): string | undefined {
  if (key === undefined || key === null || key < 0 || mode === undefined || mode === null) return undefined
  // A minor key shares its number with the major one three semitones above, and each fifth upward is one step on.
  const major = mode === 1 ? key : (key + 3) % 12
  return `${((major * 7 + 7) % 12) + 1}${mode === 1 ? 'B' : 'A'}`
}
