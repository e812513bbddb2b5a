import type { Frame } from '@mooddj/shared/frame'

/** Why a frame that was admitted never became a reading. */
export type LaneDrop = 'newer' | 'timeout' | 'away'

/** One session's way to inference: at most one frame on it, and behind it the newest that waits. */
export interface Lane {
  /** Takes a frame; an older one that waits is dropped for it. */
  offer(frame: Frame): void
  /** An answer has come. True when it answers the frame on the way, false for a late or foreign one. */
  answered(number: number, capturedAt: number): boolean
  /** The interval between frames that this session is being served at, ms. */
  intervalMs(): number
  close(): void
}

/** The third valve for all sessions of this process. */
export interface FrameLanes {
  open(sessionId: string, onDrop: (reason: LaneDrop) => void): Lane
  /** Frees what has waited too long for its answer; call a few times a second. */
  sweep(): void
  /** Frames on their way now, and how many may be. */
  load(): { inFlight: number; window: number }
}

interface LaneState {
  readonly sessionId: string
  readonly onDrop: (reason: LaneDrop) => void
  pending: Frame | undefined
  sent: { number: number; capturedAt: number; at: number } | undefined
  /** Whether the last frame went unanswered: the next may take longer, in case inference is slow and not gone. */
  isUnanswered: boolean
  answeredAt: number | undefined
  interval: number | undefined
  isQueued: boolean
}

const ANSWER_WITHIN_MS = 2_000
const ANSWER_AT_LAST_WITHIN_MS = 4_000
/** Frames of all sessions together that may be on the way: it grows while answers come fast and halves when they come late. */
const WINDOW = { min: 2, start: 4, max: 64 }
const FAST_MS = 150
const LATE_MS = 350
const SMOOTHING = 0.2

/**
 * One frame in flight a session, the newest waiting (never two), and sessions served in turn through a window that adapts to how
 * fast inference answers (additive increase, multiplicative decrease: Chiu and Jain 1989). What waits, waits here, where a newer frame can
 * still replace it; no queue forms behind.
 * @param publish sends a frame; false while nobody can be reached
 * @param now a clock that never goes back, ms
 */
export function createFrameLanes({
  publish,
  now,
}: {
  publish: (sessionId: string, frame: Frame) => boolean
  now: () => number
}): FrameLanes {
  const lanes = new Set<LaneState>()
  const queue: LaneState[] = []
  let inFlight = 0
  let window: number = WINDOW.start
  let shrunkAt = Number.NEGATIVE_INFINITY

  const enqueue = (lane: LaneState) => {
    if (lane.isQueued || lane.sent !== undefined || lane.pending === undefined) return
    lane.isQueued = true
    queue.push(lane)
  }
  const pump = () => {
    while (inFlight < Math.floor(window)) {
      const lane = queue.shift()
      if (lane === undefined) return
      lane.isQueued = false
      const frame = lane.pending
      lane.pending = undefined
      if (frame === undefined) continue
      if (!publish(lane.sessionId, frame)) {
        lane.onDrop('away')
        continue
      }
      lane.sent = { number: frame.number, capturedAt: frame.capturedAt, at: now() }
      inFlight += 1
    }
  }
  const free = (lane: LaneState) => {
    if (lane.sent === undefined) return
    lane.sent = undefined
    inFlight -= 1
  }
  const adapt = (tookMs: number) => {
    // A window that is not full says nothing about whether a larger one would do.
    const isFull = inFlight >= Math.floor(window)
    if (tookMs <= FAST_MS && isFull) window = Math.min(WINDOW.max, window + 1 / window)
    else if (tookMs >= LATE_MS && now() - shrunkAt > tookMs) {
      window = Math.max(WINDOW.min, window / 2)
      shrunkAt = now()
    }
  }
  const answer = (lane: LaneState, sentAt: number) => {
    const at = now()
    adapt(at - sentAt)
    const took = at - Math.max(sentAt, lane.answeredAt ?? 0)
    // With a frame waiting, the time between answers is what this session is served at; without, only the way itself is known.
    const sample = lane.pending !== undefined && lane.answeredAt !== undefined ? at - lane.answeredAt : took
    lane.interval =
      lane.interval === undefined ? sample : lane.interval + SMOOTHING * (sample - lane.interval)
    lane.answeredAt = at
    lane.isUnanswered = false
  }

  return {
    open(sessionId, onDrop) {
      const lane: LaneState = {
        sessionId,
        onDrop,
        pending: undefined,
        sent: undefined,
        isUnanswered: false,
        answeredAt: undefined,
        interval: undefined,
        isQueued: false,
      }
      lanes.add(lane)
      return {
        offer(frame) {
          if (lane.pending !== undefined) onDrop('newer')
          lane.pending = frame
          enqueue(lane)
          pump()
        },
        answered(number, capturedAt) {
          const { sent } = lane
          if (sent === undefined || sent.number !== number || sent.capturedAt !== capturedAt) return false
          answer(lane, sent.at)
          free(lane)
          enqueue(lane)
          pump()
          return true
        },
        intervalMs: () => Math.max(1, Math.round(lane.interval ?? ANSWER_WITHIN_MS)),
        close() {
          lanes.delete(lane)
          if (lane.isQueued) queue.splice(queue.indexOf(lane), 1)
          free(lane)
          pump()
        },
      }
    },
    sweep() {
      for (const lane of lanes) {
        const patience = lane.isUnanswered ? ANSWER_AT_LAST_WITHIN_MS : ANSWER_WITHIN_MS
        if (lane.sent === undefined || now() - lane.sent.at < patience) continue
        lane.isUnanswered = true
        window = WINDOW.min
        free(lane)
        lane.onDrop('timeout')
        enqueue(lane)
      }
      pump()
    },
    load: () => ({ inFlight, window: Math.floor(window) }),
  }
}
