import type { AdviceCode } from '@mooddj/shared/mood'

/** What to do about each obstacle, in one line. */
export const ADVICE_WORDS = {
  'no-face': 'No face in the picture. Look at the camera.',
  'too-dark': 'It is too dark to read you. Turn to a light.',
  'too-far': 'You are far away. Come a little closer.',
  'several-faces': 'Several faces are here. One at a time reads best.',
  'low-confidence': 'Hard to tell right now. Hold a clear expression, or choose by hand.',
} as const satisfies Record<AdviceCode, string>
