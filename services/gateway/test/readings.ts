import type { Emotion } from '@mooddj/shared/emotion'
import type { MoodReading } from '@mooddj/shared/mood'
import { type MoodState, settle, type Told, UNSETTLED } from '../src/settle.ts'
import { faceOf, probabilitiesOf, readingOf } from './fake-inference.ts'

/** A clear picture of one face that shows this. */
export const clear = (emotion: Emotion, share = 0.8) => readingOf([faceOf(probabilitiesOf(emotion, share))])
/** One reading for each obstacle. */
export const obstacles = {
  'no-face': readingOf([]),
  'too-dark': readingOf([faceOf(probabilitiesOf('happy'))], { brightness: 0.05 }),
  'too-far': readingOf([faceOf(probabilitiesOf('happy'), 0.08)]),
  'several-faces': readingOf([faceOf(probabilitiesOf('happy')), faceOf(probabilitiesOf('sad'), 0.4)]),
} as const

/** What became of one reading. */
export interface Step {
  at: number
  told: Told
  state: MoodState
}

/** Feeds readings at a steady interval. */
export function feed(
  readings: readonly MoodReading[],
  { intervalMs = 100, from = UNSETTLED, start = 0 } = {},
): Step[] {
  let state = from
  return readings.map((reading, index) => {
    const at = start + index * intervalMs
    const step = settle(state, reading, at)
    state = step.state
    return { at, told: step.told, state }
  })
}
/** So many of something. */
export const times = <T>(count: number, value: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => value(index))
/** The moods told, and when. */
export const settledOf = (steps: readonly Step[]) =>
  steps.flatMap(({ told, at }) => (told?.kind === 'settled' ? [{ at, ...told.held.settled }] : []))
/** The advice told. */
export const adviceOf = (steps: readonly Step[]) =>
  steps.flatMap(({ told }) => (told?.kind === 'advice' ? [told.code] : []))
/** The state in the end. */
export const last = (steps: readonly Step[]) => steps.at(-1)?.state ?? UNSETTLED
