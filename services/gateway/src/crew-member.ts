import type { FollowedFrame } from './frame-follower.ts'

/** One inference process, as lanes see it. What it says of itself may change from one look to the next. */
export interface CrewMember {
  readonly id: string
  /** Frames that it reads at once. */
  readonly threads: number
  /** Frames a second that it can read. */
  readonly capacity: number
  /** Frames a second that it reads, for all gateways. */
  readonly reading: number
  /** `doubtful`: it owes a sign of life, so that whoever can goes elsewhere; `gone`: it takes nothing new. */
  standing(): 'ready' | 'doubtful' | 'gone'
  /** Sends a frame; false when it cannot be reached after all. */
  send(sessionId: string, frame: FollowedFrame): boolean
}
