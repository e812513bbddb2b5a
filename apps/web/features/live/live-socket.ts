import type { ClientMessage, ServerMessage } from '@mooddj/shared/live-protocol'
import { CLOSE_CODES, LIVE_PROTOCOL, serverMessages } from '@mooddj/shared/live-protocol'
import { frameCodec } from '@mooddj/shared/frame'
import type { Problem } from '@mooddj/shared/problem'
import type { Ticket } from '@mooddj/shared/session'
import { ApiProblem, ownProblem, toProblem } from '../api/api-problem.ts'
import { backoffMs } from './backoff.ts'

/** `off` is final: the socket was closed by this page, or refused for a reason that trying again does not mend. */
export type Connection = { state: 'live' | 'reconnecting' } | { state: 'off'; problem: Problem | null }

export interface LiveSocketOptions {
  /** `ws(s)://host` of the gateway. */
  socketOrigin: string
  /** Asks for a one-use ticket; with a session id it resumes that session. */
  requestTicket: (sessionId: string | null) => Promise<Ticket>
  onMessage: (message: ServerMessage) => void
  onConnection: (connection: Connection) => void
  /** The id of the session, each time one is opened; `resumed` when it is the one from before. */
  onSession: (sessionId: string, resumed: boolean) => void
  random?: () => number
}

/** One live session that outlives its connections. */
export interface LiveSocket {
  /** Whether a frame would go up now; ask before capturing one. `busy` while the last one has not left this device. */
  line(): 'free' | 'busy' | 'gone'
  /** Sends one JPEG and gives its number; null when the line has become busy or gone. */
  sendFrame(jpeg: Uint8Array, capturedAt: number): number | null
  /** Says whether it could be sent. */
  say(message: ClientMessage): boolean
  close(): void
}

/** Frames that are stuck this long in the socket mean that the line is dead though nobody said so. */
const STUCK_MS = 8_000

/** Opens the live socket and keeps it open until `close`. */
export function openLiveSocket(options: LiveSocketOptions): LiveSocket {
  const { random = Math.random } = options
  const held: {
    socket: WebSocket | null
    sessionId: string | null
    attempt: number
    number: number
    ended: boolean
    timer: ReturnType<typeof setTimeout> | undefined
    busySince: number | null
  } = {
    socket: null,
    sessionId: null,
    attempt: 0,
    number: 0,
    ended: false,
    timer: undefined,
    busySince: null,
  }

  const end = (problem: Problem | null) => {
    if (held.ended) return
    held.ended = true
    clearTimeout(held.timer)
    removeEventListener('online', hurry)
    held.socket?.close(1000)
    held.socket = null
    options.onConnection({ state: 'off', problem })
  }
  const tryAgain = () => {
    held.socket = null
    if (held.ended) return
    options.onConnection({ state: 'reconnecting' })
    clearTimeout(held.timer)
    held.timer = setTimeout(() => void connect(), backoffMs(held.attempt, random))
    held.attempt += 1
  }
  const connect = async () => {
    try {
      const { ticket, sessionId } = await ticketFor(held.sessionId, options.requestTicket)
      if (!held.ended) attach(openWebSocket(options.socketOrigin, ticket), sessionId)
    } catch (error) {
      if (error instanceof ApiProblem && !error.passing && error.problem.status !== 429) end(error.problem)
      else if (error instanceof ApiProblem) tryAgain()
      else end(toProblem(error))
    }
  }
  const attach = (socket: WebSocket, sessionId: string) => {
    held.socket = socket
    socket.addEventListener('open', () => {
      held.attempt = 0
      held.busySince = null
      options.onSession(sessionId, sessionId === held.sessionId)
      held.sessionId = sessionId
      options.onConnection({ state: 'live' })
    })
    socket.addEventListener('message', ({ data }) => {
      const message = readMessage(data)
      if (message) options.onMessage(message)
    })
    socket.addEventListener('close', ({ code }) => {
      if (held.socket !== socket) return
      const refusal = refusalOf(code)
      if (refusal) end(refusal)
      else tryAgain()
    })
  }
  const hurry = () => {
    if (held.socket || held.ended) return
    held.attempt = 0
    clearTimeout(held.timer)
    void connect()
  }
  const isStuck = (socket: WebSocket, now: number): boolean => {
    if (lineOf(socket) !== 'busy') held.busySince = null
    else held.busySince ??= now
    return held.busySince !== null && now - held.busySince > STUCK_MS
  }

  addEventListener('online', hurry)
  options.onConnection({ state: 'reconnecting' })
  void connect()

  return {
    line() {
      const { socket } = held
      if (socket && isStuck(socket, performance.now())) {
        socket.close()
        tryAgain()
        return 'gone'
      }
      return lineOf(socket)
    },
    sendFrame(jpeg, capturedAt) {
      const { socket } = held
      if (!socket || lineOf(socket) !== 'free') return null
      held.number += 1
      socket.send(new Uint8Array(frameCodec.encode({ number: held.number, capturedAt, jpeg })))
      return held.number
    },
    say(message) {
      if (held.socket?.readyState !== WebSocket.OPEN) return false
      held.socket.send(JSON.stringify(message))
      return true
    },
    close: () => end(null),
  }
}

/** Only onto an empty socket does a frame go, so that none ever waits behind another. */
function lineOf(socket: WebSocket | null): 'free' | 'busy' | 'gone' {
  if (socket?.readyState !== WebSocket.OPEN) return 'gone'
  return socket.bufferedAmount === 0 ? 'free' : 'busy'
}

/** A session that cannot be resumed any more (404) is followed by a new one. */
async function ticketFor(
  sessionId: string | null,
  requestTicket: LiveSocketOptions['requestTicket'],
): Promise<Ticket> {
  try {
    return await requestTicket(sessionId)
  } catch (error) {
    if (sessionId === null || !(error instanceof ApiProblem) || error.problem.status !== 404) throw error
    return requestTicket(null)
  }
}

function openWebSocket(socketOrigin: string, ticket: string): WebSocket {
  return new WebSocket(`${socketOrigin}/v1/live?ticket=${encodeURIComponent(ticket)}`, LIVE_PROTOCOL)
}

/** A message that this page does not know yet is left out: the server may be newer than the page. */
function readMessage(data: unknown): ServerMessage | null {
  if (typeof data !== 'string') return null
  try {
    return serverMessages.parseText(data)
  } catch {
    return null
  }
}

function refusalOf(code: number): Problem | null {
  if (code === CLOSE_CODES.policy) return ownProblem('SESSION_ENDED', 403)
  if (code === CLOSE_CODES.unsupported) return ownProblem('PAGE_OUTDATED', 400)
  return null
}
