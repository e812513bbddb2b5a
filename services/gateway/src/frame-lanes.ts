import type { FrameAnswered } from '@mooddj/shared/frame-path'
import type { CrewMember } from './crew-member.ts'
import type { FollowedFrame } from './frame-follower.ts'
import { roomiest } from './homes.ts'
import {
  countOffers,
  createLane,
  intervalOf,
  isOverdue,
  type LaneDrop,
  type LaneOwner,
  type LaneState,
  noteAnswer,
  ownCopy,
  setSettled,
} from './lane.ts'
import {
  burdenOf,
  countAnswers,
  createPost,
  loadOf,
  noteWaiting,
  type Post,
  type PostLoad,
  usablePosts,
} from './post.ts'
import { rebalance } from './rebalance.ts'
import { freeLane, servePost } from './serve-post.ts'
import { turnsKept } from './turns.ts'

/** One session's way to inference: at most one frame on it, and behind it the newest that waits. */
export interface Lane {
  /** Takes a frame, and copies it should it have to wait; an older one that waits is dropped for it. */
  offer(frame: FollowedFrame): void
  /** Tells whether a mood holds; while none does, the session has two turns for another's one, for fifteen seconds at most. */
  settled(isSettled: boolean): void
  /** The interval between frames that this session is being served at, ms. */
  intervalMs(): number
  close(): void
}

/** The third valve for all sessions of this process. */
export interface FrameLanes {
  open(owner: LaneOwner): Lane
  /** Frames may go to this inference process from now on. */
  join(member: CrewMember): void
  /** Nothing goes there any more; what is on the way there is given up, and its sessions go elsewhere. */
  leave(member: CrewMember): void
  /** A process has said something new of itself: who has to go elsewhere goes at once. */
  refresh(): void
  /** An answer has come; late ones are not handed on. */
  answered(member: CrewMember, sessionId: string, answered: FrameAnswered): void
  /** Frees what has waited too long for its answer and evens loads out; call a few times a second. */
  sweep(): void
  /** Frames on their way now and how many may be, and each inference process's part. */
  load(): { inFlight: number; window: number; posts: PostLoad[] }
}

const COUNT_EVERY_MS = 500

/**
 * One frame in flight a session, the newest waiting (never two). A session's frames go to one inference process, the one with most room for
 * its work, and move when that one is overloaded, silent or gone. What waits, waits here, where a newer frame can still replace it; sessions take
 * turns ({@link servePost}).
 * @param now a clock that never goes back, ms
 */
export function createFrameLanes({ now }: { now: () => number }): FrameLanes {
  const lanes = new Map<string, LaneState>()
  const posts = new Map<string, Post>()
  let countedAt = now()

  const usable = () => usablePosts(posts.values())
  const moveTo = (lane: LaneState, post: Post | undefined) => {
    lane.post?.lanes.delete(lane)
    lane.post = post
    // Turns are counted by each process for itself.
    lane.turns = post?.turns ?? 0
    post?.lanes.add(lane)
  }
  const drop = (lane: LaneState, reason: LaneDrop) => lane.owner.onDrop(reason)
  const settleIn = (lane: LaneState) => {
    if (lane.post !== undefined && lane.post.member.standing() === 'ready') return
    const choice = roomiest(usable().map(burdenOf), lane.wanted)?.post
    if (choice !== lane.post) moveTo(lane, choice)
  }
  const serve = (post: Post) => servePost(post, now)
  /** Finds a place for whoever waits and has none that is ready, and gives up what nobody can take. */
  const serveAll = () => {
    for (const lane of lanes.values()) {
      if (lane.pending !== undefined) settleIn(lane)
      if (lane.pending === undefined || lane.post !== undefined) continue
      lane.pending = undefined
      drop(lane, 'away')
    }
    for (const post of posts.values()) serve(post)
  }
  /** Whoever has a frame with a process that is silent or gone, while another is ready, gives that frame up. */
  const giveUp = (isLost: (post: Post) => boolean) => {
    for (const lane of lanes.values()) {
      if (lane.sent === undefined || !isLost(lane.sent.post)) continue
      freeLane(lane)
      drop(lane, 'lost')
    }
  }
  const count = () => {
    const passed = now() - countedAt
    if (passed < COUNT_EVERY_MS) return
    countedAt = now()
    for (const lane of lanes.values()) countOffers(lane, passed)
    for (const post of posts.values()) countAnswers(post, passed)
    rebalance(usable(), now(), moveTo)
  }

  return {
    open(owner) {
      const lane = createLane(owner, now())
      lanes.set(owner.sessionId, lane)
      return {
        offer(frame) {
          lane.offered += 1
          if (lane.pending !== undefined) drop(lane, 'newer')
          settleIn(lane)
          const { post } = lane
          if (post === undefined) {
            lane.pending = undefined
            drop(lane, 'away')
            return
          }
          lane.turns = turnsKept(lane.turns, post.turns)
          const at = now()
          lane.pending = { frame, at }
          serve(post)
          if (lane.pending?.frame === frame) lane.pending = { frame: ownCopy(frame), at }
        },
        settled: (isSettled) => setSettled(lane, isSettled, now()),
        intervalMs: () => intervalOf(lane),
        close() {
          const { post, sent } = lane
          lane.pending = undefined
          freeLane(lane)
          moveTo(lane, undefined)
          if (lanes.get(owner.sessionId) === lane) lanes.delete(owner.sessionId)
          for (const affected of new Set([post, sent?.post])) if (affected !== undefined) serve(affected)
        },
      }
    },
    join(member) {
      posts.set(member.id, createPost(member))
      serveAll()
    },
    leave(member) {
      const post = posts.get(member.id)
      if (post === undefined) return
      posts.delete(member.id)
      giveUp((lost) => lost === post)
      for (const lane of post.lanes) moveTo(lane, undefined)
      serveAll()
    },
    refresh: serveAll,
    answered(member, sessionId, { waiting, detected }) {
      const post = posts.get(member.id)
      if (post === undefined) return
      post.answered += 1
      noteWaiting(post, waiting)
      const lane = lanes.get(sessionId)
      const sent = lane?.sent
      const { number, capturedAt } = detected.outcome === 'reading' ? detected.reading : detected
      if (lane === undefined || sent?.number !== number || sent.capturedAt !== capturedAt) return
      noteAnswer(lane, sent.at, now())
      freeLane(lane)
      if (lane.post !== post && lane.post !== undefined) serve(lane.post)
      serve(post)
      lane.owner.onDetected(detected)
    },
    sweep() {
      const hasOther = usable().some(({ member }) => member.standing() === 'ready')
      if (hasOther) giveUp(({ member }) => member.standing() === 'doubtful')
      for (const lane of lanes.values()) {
        if (!isOverdue(lane, now())) continue
        lane.isUnanswered = true
        freeLane(lane)
        drop(lane, 'timeout')
      }
      count()
      serveAll()
    },
    load() {
      const all = [...posts.values()]
      return {
        inFlight: all.reduce((sum, { inFlight }) => sum + inFlight, 0),
        window: all.reduce((sum, { window }) => sum + Math.floor(window), 0),
        posts: all.map(loadOf),
      }
    },
  }
}
