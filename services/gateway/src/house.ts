import type { LiveSession } from './live-session.ts'
import type { Line } from './line.ts'
import type { Seat } from './ticket-store.ts'

/** One open live socket of this process. */
export interface Guest extends Seat {
  /** Tells this socket from an older or newer one of the same session. */
  readonly socketId: string
  readonly line: Line
  readonly session: LiveSession
}

/** Everyone who is in, found by session or by account. */
export interface House {
  /** Whether a session has a place already, so that coming back takes no second one. */
  has(sessionId: string): boolean
  enter(guest: Guest): void
  /** Leaves, unless a newer socket has taken the place. True when it was still this guest's. */
  leave(guest: Guest): boolean
  find(sessionId: string): Guest | undefined
  ofAccount(accountId: string): Guest[]
  all(): Iterable<Guest>
  size(): number
}

export function createHouse(): House {
  const bySession = new Map<string, Guest>()
  return {
    has: (sessionId) => bySession.has(sessionId),
    enter(guest) {
      bySession.set(guest.sessionId, guest)
    },
    leave(guest) {
      if (bySession.get(guest.sessionId) !== guest) return false
      return bySession.delete(guest.sessionId)
    },
    find: (sessionId) => bySession.get(sessionId),
    ofAccount: (accountId) => [...bySession.values()].filter((guest) => guest.accountId === accountId),
    all: () => bySession.values(),
    size: () => bySession.size,
  }
}
