import { frameCodec } from '@mooddj/shared/frame'
import { LIVE_PROTOCOL, type ServerMessage, serverMessages } from '@mooddj/shared/live-protocol'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { PlainError } from '../plain-error.ts'

/** What one simulated listener met. */
export interface SessionFigures {
  sent: number
  /** Frames held back because the one before was not yet written out: the page's own valve. */
  heldBack: number
  /** Frames whose mood came back. */
  answered: number
  /** From the camera to the mood, ms, each frame. */
  ages: number[]
  /** Frames that `slow` messages counted. */
  dropped: number
  slow: number
  errors: number
  settled: number
  advice: number
  /** How the socket was closed before the time, if it was. */
  closedWith: number | undefined
}

/** How long and how often a camera sends; moments are `performance.now()`. */
export interface Filming {
  framesPerSecond: number
  until: number
  /** When it sends its first frame: cameras do not all look at the same moment. */
  from?: number
  /** Frames sent before are warm-up and count nowhere. */
  countFrom?: number
}

/** A listener whose camera runs. */
export interface SimulatedSession {
  readonly figures: SessionFigures
  /** Sends frames until the moment comes, then waits a second for the last answers. */
  film(filming: Filming): Promise<void>
  close(): void
}

/** Opens the live socket with a ticket. The `frames` are sent in a circle. */
export async function openSession(
  gateway: URL,
  ticket: string,
  frames: readonly Uint8Array[],
): Promise<SimulatedSession> {
  const url = new URL('/v1/live', gateway)
  url.protocol = gateway.protocol === 'https:' ? 'wss:' : 'ws:'
  url.searchParams.set('ticket', ticket)
  const socket = new WebSocket(url, LIVE_PROTOCOL, { perMessageDeflate: false })
  const figures: SessionFigures = {
    sent: 0,
    heldBack: 0,
    answered: 0,
    ages: [],
    dropped: 0,
    slow: 0,
    errors: 0,
    settled: 0,
    advice: 0,
    closedWith: undefined,
  }
  let isOurs = false
  let countFrom = 0
  socket.on('message', (data: Buffer) => {
    const message = serverMessages.parseText(data.toString())
    const isCounted = performance.now() >= countFrom
    if (isCounted) count(figures, message, performance.timeOrigin + countFrom)
  })
  socket.on('close', (code) => {
    if (!isOurs) figures.closedWith = code
  })
  await opened(socket)

  return {
    figures,
    async film({ framesPerSecond, until, from = performance.now(), ...counting }) {
      const begun = from
      countFrom = counting.countFrom ?? 0
      await wait(Math.max(0, begun - performance.now()))
      for (let number = 0; performance.now() < until && socket.readyState === socket.OPEN; number++) {
        const jpeg = frames[number % frames.length]
        const isCounted = performance.now() >= countFrom
        if (socket.bufferedAmount > 0) figures.heldBack += isCounted ? 1 : 0
        else if (jpeg !== undefined) {
          socket.send(frameCodec.encode({ number, capturedAt: preciseNow(), jpeg }))
          figures.sent += isCounted ? 1 : 0
        }
        await wait(Math.max(0, begun + ((number + 1) * 1000) / framesPerSecond - performance.now()))
      }
      await wait(1_000)
    },
    close() {
      isOurs = true
      socket.close(1000)
    },
  }
}

/** Milliseconds since 1970 with their fractions: ages of a few milliseconds are told apart. */
function preciseNow(): number {
  return performance.timeOrigin + performance.now()
}

function count(figures: SessionFigures, message: ServerMessage, capturedFrom: number): void {
  switch (message.type) {
    case 'mood':
      if (message.capturedAt < capturedFrom) return
      figures.answered += 1
      figures.ages.push(preciseNow() - message.capturedAt)
      return
    case 'slow':
      figures.slow += 1
      figures.dropped += message.dropped
      return
    case 'error':
      figures.errors += 1
      return
    case 'settled':
      figures.settled += 1
      return
    case 'advice':
      figures.advice += 1
      return
    case 'playlist':
    case 'card':
      return
    default:
      message satisfies never
  }
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.on('error', (cause) =>
      reject(new PlainError(`A live socket could not be opened: ${cause.message}`, { cause })),
    )
  })
}
