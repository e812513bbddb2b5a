import { type ServerMessage } from '@mooddj/shared/live-protocol'
import type { WebSocket } from 'ws'

/** Our end of one live socket: what is said, how it closes, whether anyone is there. */
export interface Line {
  /** Says something. What a newer message replaces (`mood`, `slow`, `error`) is skipped while the listener does not read. */
  say(message: ServerMessage): void
  /** Closes; ends the connection hard when the other side does not close within two seconds. */
  close(code: number, reason: string): void
  /** Notices that the other side is there. */
  heard(): void
  /** Pings; ends the line when nothing was heard since the last beat, or when nothing was read for long. */
  beat(now: number): void
}

/** Text that may wait for a listener who does not read. */
const UNREAD_MAX_BYTES = 256 * 1024
const UNREAD_MAX_MS = 10_000
const CLOSE_GRACE_MS = 2_000

/** Wraps a socket that is open. */
export function createLine(socket: WebSocket): Line {
  let isAlive = true
  let unreadSince: number | undefined
  const isSkippable = ({ type }: ServerMessage) => type === 'mood' || type === 'slow' || type === 'error'
  return {
    say(message) {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > UNREAD_MAX_BYTES && isSkippable(message)) return
      socket.send(JSON.stringify(message))
    },
    close(code, reason) {
      if (socket.readyState === socket.CLOSED) return
      socket.close(code, reason)
      // The library itself would wait for 30 s.
      const timer = setTimeout(() => socket.terminate(), CLOSE_GRACE_MS)
      socket.once('close', () => clearTimeout(timer))
    },
    heard() {
      isAlive = true
    },
    beat(now) {
      if (socket.bufferedAmount <= UNREAD_MAX_BYTES) unreadSince = undefined
      else unreadSince ??= now
      const isStuck = unreadSince !== undefined && now - unreadSince > UNREAD_MAX_MS
      if (!isAlive || isStuck) {
        socket.terminate()
        return
      }
      isAlive = false
      if (socket.readyState === socket.OPEN) socket.ping()
    },
  }
}
