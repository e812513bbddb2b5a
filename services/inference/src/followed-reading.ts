import { beginSpan, contextOf, type Span, withSpan } from '@mooddj/platform/tracing'
import { STAGES, type Stage } from './read-moods.ts'

/** Follows the reading of one frame. Times are of this process's clock (`performance.now()`). */
export interface FollowedReading {
  /** A thread takes it, after it waited in the line. */
  begun(now: number): void
  /** How long the thread took for each step: their spans are laid one behind the other, for decoding and finding take turns. */
  read(stages: Readonly<Record<Stage, number>>): void
  answered(outcome: string): void
}

/** Follows a frame whose gateway does; undefined for all the others. */
export function followReading(traceparent: string | undefined): FollowedReading | undefined {
  if (traceparent === undefined) return undefined
  const whole = beginSpan('read frame', { kind: 'SERVER', parent: contextOf(traceparent) })
  const begin = (name: string, startTime?: number): Span =>
    withSpan(whole, () => beginSpan(name, startTime === undefined ? {} : { startTime }))
  const waiting = begin('wait for thread')
  let begunAt = 0
  return {
    begun(now) {
      waiting.end()
      begunAt = performance.timeOrigin + now
    },
    read(stages) {
      let at = begunAt
      for (const stage of STAGES) {
        begin(stage, at).end(at + stages[stage])
        at += stages[stage]
      }
    },
    answered(outcome) {
      waiting.end()
      whole.setAttribute('mooddj.frame.outcome', outcome).end()
    },
  }
}
