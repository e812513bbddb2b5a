import type { MoodDetected } from '@mooddj/shared/mood'
import type { FollowedFrame } from './frame-follower.ts'
import type { Post } from './post.ts'

/** Why a frame that was admitted never became a reading: `newer` came, no answer came in time, nobody could be reached, or who had it was lost. */
export type LaneDrop = 'newer' | 'timeout' | 'away' | 'lost'

/** Whom a lane belongs to. */
export interface LaneOwner {
  readonly sessionId: string
  onDrop: (reason: LaneDrop) => void
  onDetected: (detected: MoodDetected) => void
}

/** What lanes remember of one session. */
export interface LaneState {
  readonly owner: LaneOwner
  /** Where its frames go, so that the same process follows its faces. */
  post: Post | undefined
  /** The newest frame that waits, and when it came. */
  pending: { frame: FollowedFrame; at: number } | undefined
  sent: { number: number; capturedAt: number; at: number; post: Post } | undefined
  /** Turns had, each counted by its weight's inverse. */
  turns: number
  isSettled: boolean
  /** Until when a mood that is not settled yet has priority. */
  urgentUntil: number
  /** Frames offered since they were last counted, and frames a second by that. */
  offered: number
  wanted: number
  /** When it was last moved to even loads out. */
  movedAt: number
  /** Whether the last frame went unanswered: the next may take longer, in case inference is slow and not gone. */
  isUnanswered: boolean
  answeredAt: number | undefined
  interval: number | undefined
}

/** What a session is taken to want before its frames were counted. */
const FIRST_GUESS_FPS = 10
/** A session whose mood is not settled gets this many turns for one of a settled session's, */
const URGENT_WEIGHT = 2
/** and so long at most: a camera that never shows a face has no priority for ever. */
const URGENT_MS = 15_000
const SMOOTHING = 0.2
const ANSWER_WITHIN_MS = 2_000
const ANSWER_AT_LAST_WITHIN_MS = 4_000

export function createLane(owner: LaneOwner, now: number): LaneState {
  return {
    owner,
    post: undefined,
    pending: undefined,
    sent: undefined,
    turns: 0,
    isSettled: false,
    urgentUntil: now + URGENT_MS,
    offered: 0,
    wanted: FIRST_GUESS_FPS,
    movedAt: Number.NEGATIVE_INFINITY,
    isUnanswered: false,
    answeredAt: undefined,
    interval: undefined,
  }
}

/** Takes in whether a mood holds; one that is let go begins a new time of priority. */
export function setSettled(lane: LaneState, isSettled: boolean, now: number): void {
  if (lane.isSettled === isSettled) return
  lane.isSettled = isSettled
  lane.urgentUntil = isSettled ? now : now + URGENT_MS
}

/** What a turn counts for a session. */
export function turnOf({ urgentUntil }: LaneState, now: number): number {
  return now < urgentUntil ? 1 / URGENT_WEIGHT : 1
}

/** Notes that the frame on the way was answered. */
export function noteAnswer(lane: LaneState, sentAt: number, now: number): void {
  const took = now - Math.max(sentAt, lane.answeredAt ?? 0)
  // With a frame waiting, the time between answers is what this session is served at; without, only the way itself is known.
  const sample = lane.pending !== undefined && lane.answeredAt !== undefined ? now - lane.answeredAt : took
  lane.interval = lane.interval === undefined ? sample : lane.interval + SMOOTHING * (sample - lane.interval)
  lane.answeredAt = now
  lane.isUnanswered = false
}

/** Whether the frame on the way has waited too long for its answer. */
export function isOverdue({ sent, isUnanswered }: LaneState, now: number): boolean {
  const patience = isUnanswered ? ANSWER_AT_LAST_WITHIN_MS : ANSWER_WITHIN_MS
  return sent !== undefined && now - sent.at >= patience
}

/** The interval between frames that a session is being served at, ms. */
export function intervalOf({ interval }: LaneState): number {
  return Math.max(1, Math.round(interval ?? ANSWER_WITHIN_MS))
}

/** Counts what was offered in the last `ms`. */
export function countOffers(lane: LaneState, ms: number): void {
  lane.wanted = (lane.wanted + (lane.offered * 1_000) / ms) / 2
  lane.offered = 0
}

/** A frame may be a view of a larger buffer that many came in: one that has to wait must not keep all of it alive. */
export function ownCopy(frame: FollowedFrame): FollowedFrame {
  return { ...frame, jpeg: new Uint8Array(frame.jpeg) }
}
