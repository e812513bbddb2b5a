import { frameCodec } from '@mooddj/shared/frame'
import { LIVE_PROTOCOL, type ServerMessage, serverMessages } from '@mooddj/shared/live-protocol'
import { WebSocket } from 'ws'

const DEADLINE_MS = 15_000

/** One kind of server message. */
type Said<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>

/** A live socket as a page holds it. Every message that comes is checked against the protocol. */
export interface LiveSocket {
  /** Sends one camera picture, numbered and timed. */
  sendFrame(jpeg: Uint8Array): void
  send(data: string | Uint8Array): void
  /** The next message of a type, from those not taken yet; rejects when none comes in time or the socket closes. */
  next<Type extends ServerMessage['type']>(type: Type, within?: number): Promise<Said<Type>>
  /** Sends the picture at a steady rate until `stop`. */
  stream(jpeg: Uint8Array, framesPerSecond: number): { stop: () => void }
  /** Resolves with the close code. */
  closed: Promise<number>
  close(): void
}

/** Opens the live socket with a ticket; rejects with the status when it is refused before the upgrade. */
export async function openLiveSocket(gateway: string, ticket: string): Promise<LiveSocket> {
  const url = new URL('/v1/live', gateway)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.searchParams.set('ticket', ticket)
  const socket = new WebSocket(url, LIVE_PROTOCOL)
  const { promise: closed, resolve: hasClosed } = Promise.withResolvers<number>()
  const waiting = new Set<() => void>()
  const said: ServerMessage[] = []
  let isOpen = true
  socket.on('message', (data: Buffer) => {
    said.push(serverMessages.parseText(data.toString()))
    for (const look of waiting) look()
  })
  socket.on('close', (code) => {
    isOpen = false
    hasClosed(code)
    for (const look of waiting) look()
  })
  // Refusals and broken connections show in `closed`; an emitter without a listener would throw.
  socket.on('error', () => undefined)
  await opened(socket)

  let number = 0
  const sendFrame = (jpeg: Uint8Array) => {
    number += 1
    socket.send(frameCodec.encode({ number, capturedAt: Date.now(), jpeg }))
  }
  return {
    sendFrame,
    send: (data) => socket.send(data),
    next: (type, within = DEADLINE_MS) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => end(new Error(`no ${type} came in ${within} ms`)), within)
        const end = (error: Error) => {
          clearTimeout(timer)
          waiting.delete(look)
          reject(error)
        }
        const look = () => {
          const found = said.findIndex((message) => message.type === type)
          const [message] = found < 0 ? [] : said.splice(found, 1)
          if (message !== undefined && isOfType(message, type)) {
            clearTimeout(timer)
            waiting.delete(look)
            resolve(message)
          } else if (!isOpen) end(new Error(`the socket closed before any ${type}`))
        }
        waiting.add(look)
        look()
      }),
    stream(jpeg, framesPerSecond) {
      const timer = setInterval(() => {
        if (isOpen) sendFrame(jpeg)
      }, 1_000 / framesPerSecond)
      timer.unref()
      return { stop: () => clearInterval(timer) }
    },
    closed,
    close: () => socket.close(),
  }
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('unexpected-response', (_request, response) => {
      reject(new Error(`the socket was refused: ${response.statusCode}`))
      socket.terminate()
    })
    socket.once('close', () => reject(new Error('the socket closed before it opened')))
  })
}

function isOfType<Type extends ServerMessage['type']>(
  message: ServerMessage,
  type: Type,
): message is Said<Type> {
  return message.type === type
}
