import type { Frame } from '@mooddj/shared/frame'
import { beginSpan, NO_PARENT, type Span, traceparentOf, withSpan } from '@mooddj/platform/tracing'

/** What goes along with a frame that is followed. */
export interface FrameTrace {
  /** It leaves for inference: gives what inference is to be told, a `traceparent`. */
  sent(): string | undefined
}

/** A frame, and for a few of them what follows it. */
export type FollowedFrame = Frame & { readonly trace?: FrameTrace }

/** Follows one session's frames, a few of many, from their arrival to what became of them. */
export interface FrameFollower {
  /** A frame that arrived at `at` (ms since the epoch) was admitted. */
  admitted(frame: Frame, at: number): FollowedFrame
  /** Does what an answer brings about, as a part of the frame that it answers; frames before that one have been dropped. */
  answered(number: number, outcome: string, work: () => void): void
  /** What is still followed has been dropped. */
  close(): void
}

interface Steps {
  readonly whole: Span
  /** Waiting in the lane, then being read. */
  step: Span
}

/** One waits and one is on its way; what is dropped in between is noticed with the next. */
const OPEN_MAX = 4

/** @param share of the frames that are followed; 0 follows none, at no cost */
export function createFrameFollower(share: number, random: () => number = Math.random): FrameFollower {
  const open = new Map<number, Steps>()
  const end = (number: number, outcome: string) => {
    const steps = open.get(number)
    open.delete(number)
    steps?.step.end()
    steps?.whole.setAttribute('mooddj.frame.outcome', outcome).end()
  }
  const dropUntil = (isOver: (number: number) => boolean) => {
    for (const number of open.keys()) if (isOver(number)) end(number, 'dropped')
  }
  return {
    admitted(frame, at) {
      if (share === 0 || random() >= share) return frame
      const whole = beginSpan('frame', {
        kind: 'SERVER',
        parent: NO_PARENT,
        startTime: at,
        attributes: { 'mooddj.frame.bytes': frame.jpeg.byteLength },
      })
      if (!whole.isRecording()) return frame
      const begin = (name: string, wish = {}) => withSpan(whole, () => beginSpan(name, wish))
      begin('admit', { startTime: at }).end()
      const steps = { whole, step: begin('wait in lane') }
      open.set(frame.number, steps)
      const [oldest = frame.number] = open.keys()
      if (open.size > OPEN_MAX) end(oldest, 'dropped')
      return {
        ...frame,
        trace: {
          sent() {
            steps.step.end()
            steps.step = begin('ask inference', { kind: 'CLIENT' })
            return traceparentOf(steps.step)
          },
        },
      }
    },
    answered(number, outcome, work) {
      if (open.size > 0) dropUntil((other) => other < number)
      const steps = open.get(number)
      if (steps === undefined) work()
      else {
        steps.step.end()
        withSpan(steps.whole, work)
        end(number, outcome)
      }
    },
    close: () => dropUntil(() => true),
  }
}
