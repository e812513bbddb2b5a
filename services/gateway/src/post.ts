import type { CrewMember } from './crew-member.ts'
import type { FollowedFrame } from './frame-follower.ts'
import type { Burden } from './homes.ts'
import type { LaneState } from './lane.ts'
import type { Turn } from './turns.ts'

/** One inference process and the sessions whose frames go there. */
export interface Post {
  readonly member: CrewMember
  readonly lanes: Set<LaneState>
  /** Frames on their way to it, and how many may be. */
  inFlight: number
  window: number
  /** The fewest turns that a session had when one was served: who comes starts from here. */
  turns: number
  /** Frames of ours that it answered since they were last counted, */
  answered: number
  /** and in each count before, as far back as its own figure reaches, the newest last. */
  counts: readonly { answered: number; ms: number }[]
}

/** How one inference process stands with us. */
export interface PostLoad {
  readonly id: string
  readonly sessions: number
  readonly inFlight: number
  readonly waiting: number
}

/** So many counts of half a second make the three seconds over which inference counts. */
const COUNTS = 6
const DIFFERENCE = 1.25

export function createPost(member: CrewMember): Post {
  const window = windowMax(member)
  return { member, lanes: new Set(), inFlight: 0, window, turns: 0, answered: 0, counts: [] }
}

/** One frame a thread in work, and one waiting (one more for each four threads) so that no thread pauses for want of the next. */
function windowMax({ threads }: CrewMember): number {
  return threads + reserveOf(threads)
}

function reserveOf(threads: number): number {
  return 1 + Math.floor(threads / 4)
}

/**
 * Takes in how many frames waited there when one was answered: more than the reserve is others' work or ours that piles up, and the window
 * gives way by one; none, with the window full, and it grows back (the decision bit of Ramakrishnan and Jain 1990: whoever shares a queue finds an
 * equal share of it).
 */
export function noteWaiting(post: Post, waiting: number): void {
  const isFull = post.inFlight >= Math.floor(post.window) - 1
  if (waiting > reserveOf(post.member.threads)) post.window = Math.max(1, post.window - 1)
  else if (waiting === 0 && isFull)
    post.window = Math.min(windowMax(post.member), post.window + 1 / post.window)
}

export function hasRoom({ inFlight, window }: Post): boolean {
  return inFlight < Math.floor(window)
}

/** Counts what was answered in the last `ms`. */
export function countAnswers(post: Post, ms: number): void {
  post.counts = [...post.counts, { answered: post.answered, ms }].slice(-COUNTS)
  post.answered = 0
}

/** What a process has to do: what our sessions want of it, and what it reads for other gateways. */
export function burdenOf(post: Post): Burden & { post: Post } {
  const { capacity, reading } = post.member
  let wanted = 0
  for (const lane of post.lanes) wanted += lane.wanted
  return { post, capacity, load: (wanted + foreignOf(post, reading)) / capacity }
}

/** Frames a second beyond our own; our count and its own are not of the very same moment, so a small difference is nobody's. */
function foreignOf({ counts }: Post, reading: number): number {
  const ms = counts.reduce((sum, count) => sum + count.ms, 0)
  const own = ms === 0 ? 0 : (counts.reduce((sum, { answered }) => sum + answered, 0) * 1_000) / ms
  return Math.max(0, reading - DIFFERENCE * own - 2)
}

/** Where frames may go: to whom nothing speaks against or, where there is nobody else, to who owes a sign of life. */
export function usablePosts(posts: Iterable<Post>): Post[] {
  const all = [...posts]
  const ready = all.filter(({ member }) => member.standing() === 'ready')
  return ready.length > 0 ? ready : all.filter(({ member }) => member.standing() === 'doubtful')
}

/** The sessions that a frame waits of and none is on its way of. */
export function* turnsWaiting({
  lanes,
}: Post): Iterable<Turn & { lane: LaneState; pending: { frame: FollowedFrame } }> {
  for (const lane of lanes) {
    const { pending, sent, turns } = lane
    if (pending !== undefined && sent === undefined) yield { lane, pending, turns, arrivedAt: pending.at }
  }
}

/** How a process stands with us, for operators. */
export function loadOf({ member: { id }, lanes, inFlight }: Post): PostLoad {
  const waiting = [...lanes].filter(({ pending }) => pending !== undefined).length
  return { id, sessions: lanes.size, inFlight, waiting }
}
