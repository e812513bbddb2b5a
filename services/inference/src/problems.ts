import { defineProblem } from '@mooddj/platform/problem'

export const ReadersBusy = defineProblem(
  'READERS_BUSY',
  'Too many pictures are being read at the moment. Try again shortly.',
  503,
)
