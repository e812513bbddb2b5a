import type { FollowedFrame } from './frame-follower.ts'
import { type LaneState, turnOf } from './lane.ts'
import { hasRoom, type Post, turnsWaiting } from './post.ts'
import { freshMsAt, nextTurn } from './turns.ts'

/** Sends frames to an inference process while it has room, of the sessions that go there in turn ({@link nextTurn}). */
export function servePost(post: Post, now: () => number): void {
  while (hasRoom(post)) {
    const turn = nextTurn(turnsWaiting(post), { now: now(), freshMs: freshMsAt(post.member.capacity) })
    if (turn === undefined) return
    post.turns = Math.max(post.turns, turn.fewest)
    send(post, turn.next.lane, turn.next.pending.frame, now())
  }
}

/** Nothing of a session is on its way any more. */
export function freeLane(lane: LaneState): void {
  if (lane.sent === undefined) return
  lane.sent.post.inFlight -= 1
  lane.sent = undefined
}

function send(post: Post, lane: LaneState, frame: FollowedFrame, now: number): void {
  lane.pending = undefined
  if (!post.member.send(lane.owner.sessionId, frame)) {
    lane.owner.onDrop('away')
    return
  }
  lane.turns += turnOf(lane, now)
  lane.sent = { number: frame.number, capturedAt: frame.capturedAt, at: now, post }
  post.inFlight += 1
}
