import { isWorthMoving, roomiest } from './homes.ts'
import type { LaneState } from './lane.ts'
import { burdenOf, type Post } from './post.ts'

/** A session that was moved stays for this long, unless where it is now is lost: faces are followed anew after a move. */
const STAY_MS = 5_000
/** Moves at once, so that a process that comes is not flooded on a first guess of what it can do. */
const MOVES_MAX = 64

/** Moves sessions from the process with most to do to the one with least, while that is worth it. */
export function rebalance(
  posts: readonly Post[],
  now: number,
  move: (lane: LaneState, to: Post) => void,
): void {
  for (let moved = 0; moved < MOVES_MAX && posts.length > 1; moved++) {
    const burdens = posts.map(burdenOf)
    const from = burdens.reduce((most, one) => (one.load > most.load ? one : most))
    const to = roomiest(burdens, 0)
    if (to === undefined || to === from) return
    const lane = [...from.post.lanes].find(
      ({ movedAt, wanted }) => now - movedAt >= STAY_MS && isWorthMoving(from, to, wanted),
    )
    if (lane === undefined) return
    move(lane, to.post)
    lane.movedAt = now
  }
}
