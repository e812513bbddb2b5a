import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createMessageReader, LENGTH_BYTES } from './message-reader.ts'

/** One TCP connection between two processes of the platform: messages of bytes, both ways. */
export interface PrivateWire {
  /** Sends one message, given in parts. False, and nothing is sent, once the wire is closed. */
  send(...parts: readonly Uint8Array[]): boolean
  /** Asks the other side for a sign of life. */
  ping(): void
  close(): void
}

/** What a wire reports. */
export interface WireHandlers {
  /** A message has come, in memory of its own. What it throws closes the wire. */
  onMessage: (message: Uint8Array<ArrayBuffer>, wire: PrivateWire) => void
  /** Once, after which nothing is reported. */
  onClose: (reason: string) => void
  /** Anything at all has come. */
  onSign?: () => void
}

/** Longer than any step of the handshake. */
const HANDSHAKE_MAX_BYTES = 64
const HANDSHAKE_WITHIN_MS = 2_000
/** A peer that leaves so much unread is cut: nothing here waits without bound. */
const UNREAD_MAX_BYTES = 8 * 1024 * 1024
const NONCE_BYTES = 32
const CONNECTIONS_MAX = 256

/**
 * Who calls and who answers both prove that they hold the secret, which never crosses the wire: each signs the other's random number
 * (HMAC-SHA-256, RFC 2104), under its own role so that no proof can be sent back as the answer.
 */
function proof(secret: string, role: 'caller' | 'answerer', first: Uint8Array, second: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(role).update(first).update(second).digest()
}

function isProof(given: Uint8Array, expected: Uint8Array): boolean {
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected)
}

type Step = (message: Uint8Array<ArrayBuffer>) => void

/** Wraps a socket: the first messages go to `firstStep`, and `open` hands over to the handlers. */
function createWire(
  socket: Socket,
  { onMessage, onClose, onSign }: WireHandlers,
  { maxBytes, isEchoing }: { maxBytes: number; isEchoing: boolean },
) {
  let step: Step | undefined
  let reason = 'the other side closed it'
  const fail = (why: string) => {
    reason = why
    socket.destroy()
  }
  const send = (...parts: readonly Uint8Array[]) => {
    if (!socket.writable) return false
    if (socket.writableLength > UNREAD_MAX_BYTES) {
      fail('the other side does not read')
      return false
    }
    const head = Buffer.allocUnsafe(LENGTH_BYTES)
    head.writeUInt32LE(parts.reduce((sum, part) => sum + part.byteLength, 0))
    socket.cork()
    socket.write(head)
    for (const part of parts) socket.write(part)
    socket.uncork()
    return true
  }
  const wire: PrivateWire = { send, ping: () => void send(), close: () => void socket.destroy() }
  const reader = createMessageReader(HANDSHAKE_MAX_BYTES, (message) => {
    if (step !== undefined) step(message)
    // An empty message asks for a sign of life; only one side echoes, or it would go on for ever.
    else if (message.byteLength > 0) onMessage(message, wire)
    else if (isEchoing) wire.ping()
  })
  const timer = setTimeout(() => fail('the handshake took too long'), HANDSHAKE_WITHIN_MS)
  socket.setNoDelay(true)
  socket.setKeepAlive(true, 5_000)
  socket.on('data', (piece) => {
    try {
      reader.take(piece)
      onSign?.()
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error))
    }
  })
  socket.on('error', (error) => {
    reason = error.message
  })
  socket.once('close', () => {
    clearTimeout(timer)
    onClose(reason)
  })
  return {
    wire,
    fail,
    expect(next: Step) {
      step = next
    },
    open() {
      step = undefined
      clearTimeout(timer)
      reader.allow(maxBytes)
    },
  }
}

/**
 * Calls a private wire and resolves once both sides have proved themselves.
 * @throws when nobody answers within two seconds or the other side does not hold the secret
 */
export function dialPrivateWire(
  { host, port, secret }: { host: string; port: number; secret: string },
  { maxBytes, ...handlers }: WireHandlers & { maxBytes: number },
): Promise<PrivateWire> {
  const { promise, resolve, reject } = Promise.withResolvers<PrivateWire>()
  let isOpen = false
  const onClose = (reason: string) => {
    if (isOpen) handlers.onClose(reason)
    else reject(new Error(reason))
  }
  const socket = connect({ host, port })
  const { wire, fail, expect, open } = createWire(
    socket,
    { ...handlers, onClose },
    { maxBytes, isEchoing: false },
  )
  const own = randomBytes(NONCE_BYTES)
  expect((theirs) => {
    wire.send(own, proof(secret, 'caller', theirs, own))
    expect((answer) => {
      if (!isProof(answer, proof(secret, 'answerer', own, theirs))) {
        fail('the other side does not hold the secret')
        return
      }
      open()
      isOpen = true
      resolve(wire)
    })
  })
  return promise
}

/** Answers calls on `host`, only of who holds the secret, and gives the port. */
export async function answerPrivateWires(
  { host, port, secret }: { host: string; port: number; secret: string },
  { maxBytes, ...handlers }: WireHandlers & { maxBytes: number; onOpen: () => void },
): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let isOpen = false
    const onClose = (reason: string) => {
      sockets.delete(socket)
      if (isOpen) handlers.onClose(reason)
    }
    const { wire, fail, expect, open } = createWire(
      socket,
      { ...handlers, onClose },
      { maxBytes, isEchoing: true },
    )
    const own = randomBytes(NONCE_BYTES)
    expect((message) => {
      const theirs = message.subarray(0, NONCE_BYTES)
      if (!isProof(message.subarray(NONCE_BYTES), proof(secret, 'caller', own, theirs))) {
        fail('the caller does not hold the secret')
        return
      }
      wire.send(proof(secret, 'answerer', theirs, own))
      open()
      isOpen = true
      handlers.onOpen()
    })
    wire.send(own)
  })
  server.maxConnections = CONNECTIONS_MAX
  await listening(server, host, port)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
