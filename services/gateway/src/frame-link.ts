import { dialPrivateWire, type PrivateWire } from '@mooddj/platform/private-wire'
import {
  encodeFrameAsked,
  FRAME_ANSWERED_MAX_BYTES,
  type FrameAnswered,
  frameAnswered,
} from '@mooddj/shared/frame-path'
import type { FollowedFrame } from './frame-follower.ts'

/** The way to one inference process: a connection that is made again when it breaks. */
export interface FrameLink {
  readonly isOpen: boolean
  /** For how long nothing has come, ms; not while nobody listened. */
  readonly silentMs: number
  /** Sends a frame, and with it what it is a part of where the other side follows frames; false while the link is not open. */
  send(sessionId: string, frame: FollowedFrame, isFollowing: boolean): boolean
  /** Time goes on: asks for a sign of life, and cuts a link that gives none. */
  pass(ms: number): void
  close(): void
}

export interface FrameLinkReports {
  onAnswer: (sessionId: string, answered: FrameAnswered) => void
  onOpen: () => void
  /** The frames that were on the way will not be answered. */
  onLost: (reason: string) => void
  /** Another attempt begins after one failed or the link was lost. */
  onRetry: () => void
}

const PING_AFTER_MS = 300
const CUT_AFTER_MS = 2_000
const FIRST_RETRY_MS = 50
const LAST_RETRY_MS = 1_000

/** Opens a link and keeps it open until it is closed, with growing pauses between attempts. */
export function openFrameLink(
  address: { host: string; port: number; secret: string },
  { onAnswer, onOpen, onLost, onRetry }: FrameLinkReports,
): FrameLink {
  const sessions = new Map<number, string>()
  let wire: PrivateWire | undefined
  let silentMs = 0
  let nextTicket = 0
  let isClosed = false
  let retry: NodeJS.Timeout | undefined
  let pauseMs = FIRST_RETRY_MS

  const take = (message: Uint8Array) => {
    const answered = frameAnswered.decode(message)
    const sessionId = sessions.get(answered.ticket)
    if (sessionId === undefined) return
    sessions.delete(answered.ticket)
    onAnswer(sessionId, answered)
  }
  const lost = (reason: string) => {
    wire = undefined
    sessions.clear()
    if (isClosed) return
    onLost(reason)
    again()
  }
  const again = () => {
    // Half of the pause is by chance, so that gateways do not all come back at once.
    retry = setTimeout(
      () => {
        onRetry()
        dial()
      },
      pauseMs * (0.5 + Math.random() / 2),
    )
    pauseMs = Math.min(2 * pauseMs, LAST_RETRY_MS)
  }
  const dial = () => {
    dialPrivateWire(address, {
      maxBytes: FRAME_ANSWERED_MAX_BYTES,
      onMessage: take,
      onClose: lost,
      onSign: () => {
        silentMs = 0
      },
    }).then(
      (opened) => {
        if (isClosed) {
          opened.close()
          return
        }
        wire = opened
        silentMs = 0
        pauseMs = FIRST_RETRY_MS
        onOpen()
      },
      // Why an attempt failed matters less than that the process is not reached, which the next one or the table finds out.
      () => (isClosed ? undefined : again()),
    )
  }
  dial()

  return {
    get isOpen() {
      return wire !== undefined
    },
    get silentMs() {
      return silentMs
    },
    send(sessionId, frame, isFollowing) {
      if (wire === undefined) return false
      const ticket = nextTicket
      const traceparent = frame.trace?.sent()
      const asked = { ticket, sessionId, frame, ...(isFollowing && traceparent && { traceparent }) }
      if (!wire.send(...encodeFrameAsked(asked))) return false
      nextTicket = (nextTicket + 1) % 2 ** 32
      sessions.set(ticket, sessionId)
      return true
    },
    pass(ms) {
      if (wire === undefined) return
      silentMs += ms
      if (silentMs > CUT_AFTER_MS) wire.close()
      else if (silentMs > PING_AFTER_MS) wire.ping()
    },
    close() {
      isClosed = true
      clearTimeout(retry)
      wire?.close()
    },
  }
}
