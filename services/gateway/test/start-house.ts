import { once } from 'node:events'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { createParser } from '@mooddj/shared/codec'
import { LIVE_PROTOCOL, type ServerMessage, serverMessages } from '@mooddj/shared/live-protocol'
import { TicketSchema } from '@mooddj/shared/session'
import { type TestServers, startServers } from '@mooddj/testkit/servers'
import { startTestIssuer, type TestIssuer, type SignedInListener } from '@mooddj/testkit/test-issuer'
import { WebSocket } from 'ws'
import { buildApp } from '../src/app.ts'
import type { Config } from '../src/config.ts'

/** A gateway on its real servers, with an issuer in auth's place. */
export interface TestGateway {
  readonly url: string
  readonly app: Awaited<ReturnType<typeof buildApp>>
  readonly issuer: TestIssuer
  readonly servers: TestServers
  /** Builds one more gateway on the same servers. */
  readonly another: (settings?: Partial<Config>) => Promise<{ url: string; close: () => Promise<void> }>
  readonly stop: () => Promise<void>
}

const nowhere = 'http://127.0.0.1:9'

/** Starts one with its servers; `settings` replace what it is told. */
export async function startGateway(settings: Partial<Config> = {}): Promise<TestGateway> {
  const [servers, issuer] = await Promise.all([startServers({ redis: true, nats: true }), startTestIssuer()])
  const start = async (more: Partial<Config> = {}) => {
    const app = await buildApp({
      HOST: '127.0.0.1',
      PORT: 0,
      OPS_PORT: 0,
      LOG_LEVEL: 'fatal',
      TRUSTED_PROXIES: 'loopback',
      NATS_URL: servers.natsUrlOf('gateway'),
      STREAM_MAX_BYTES: 64 * 1024 * 1024,
      STREAM_REPLICAS: 1,
      REDIS_URL: servers.redisUrlOf('gateway'),
      AUTH_URL: issuer.url,
      INFERENCE_URL: nowhere,
      PLAYLIST_URL: nowhere,
      SNAPSHOT_URL: nowhere,
      PUBLIC_URL: 'http://127.0.0.1:3000',
      WEB_ORIGIN: '',
      LIVE_SESSIONS_MAX: 50,
      FRAMES_PER_SECOND_MAX: 30,
      FRAMES_PER_SECOND_LEAST: 1,
      FRAMES_FOLLOWED_SHARE: 0,
      EMOTION_POINTS,
      REQUESTS_PER_MINUTE: 10_000,
      GUESTS_PER_MINUTE: 10_000,
      ...settings,
      ...more,
    })
    return { app, url: await app.listen({ host: '127.0.0.1', port: 0 }) }
  }
  const first = await start()
  return {
    ...first,
    issuer,
    servers,
    another: async (more) => {
      const { app, url } = await start(more)
      return { url, close: () => app.close() }
    },
    stop: async () => {
      await first.app.close()
      await issuer.stop()
      await servers.stop()
    },
  }
}

const tickets = createParser(TicketSchema)

/** Asks for a ticket as a client would. */
export async function getTicket(gateway: { url: string }, listener: SignedInListener, sessionId?: string) {
  const response = await fetch(`${gateway.url}/v1/live/tickets`, {
    method: 'POST',
    headers: { authorization: listener.authorization, 'content-type': 'application/json' },
    body: JSON.stringify(sessionId === undefined ? {} : { sessionId }),
  })
  if (response.status !== 201) throw new Error(`no ticket: ${response.status} ${await response.text()}`)
  return tickets.parse(await response.json())
}

/** The other end of a live socket. */
export interface TestSocket {
  readonly socket: WebSocket
  readonly sessionId: string
  /** Everything that was said so far. */
  readonly said: ServerMessage[]
  /** The first message of a type not yet waited for; within five seconds. */
  next<T extends ServerMessage['type']>(
    type: T,
    withinMs?: number,
  ): Promise<Extract<ServerMessage, { type: T }>>
  /** The code that it was closed with; within five seconds. */
  closed(withinMs?: number): Promise<{ code: number; reason: string }>
  close(): Promise<void>
}

/** Opens a live socket with a ticket of its own. */
export async function openSocket(
  gateway: { url: string },
  listener: SignedInListener,
  sessionId?: string,
): Promise<TestSocket> {
  const ticket = await getTicket(gateway, listener, sessionId)
  return connectSocket(gateway, ticket)
}

/** Opens a live socket with this ticket. */
export async function connectSocket(
  gateway: { url: string },
  { ticket, sessionId }: { ticket: string; sessionId: string },
): Promise<TestSocket> {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/v1/live?ticket=${ticket}`, LIVE_PROTOCOL)
  const said: ServerMessage[] = []
  const heard = new EventTarget()
  let taken = new Set<ServerMessage>()
  socket.on('message', (data: Buffer) => {
    said.push(serverMessages.parseText(data.toString()))
    heard.dispatchEvent(new Event('message'))
  })
  const ended = Promise.withResolvers<{ code: number; reason: string }>()
  socket.once('close', (code, reason) => ended.resolve({ code, reason: reason.toString() }))
  socket.on('error', () => undefined)
  await once(socket, 'open')

  const isOf = <T extends ServerMessage['type']>(
    message: ServerMessage,
    type: T,
  ): message is Extract<ServerMessage, { type: T }> => message.type === type
  return {
    socket,
    sessionId,
    said,
    async next(type, withinMs = 5_000) {
      const signal = AbortSignal.timeout(withinMs)
      for (;;) {
        for (const message of said) {
          if (!taken.has(message) && isOf(message, type)) {
            taken = new Set(taken).add(message)
            return message
          }
        }
        await once(heard, 'message', { signal })
      }
    },
    async closed(withinMs = 5_000) {
      return Promise.race([
        ended.promise,
        once(AbortSignal.timeout(withinMs), 'abort').then(() => Promise.reject(new Error('still open'))),
      ])
    },
    async close() {
      socket.close(1000)
      await ended.promise
    },
  }
}

/** What a request to open a socket was answered with instead. */
export async function refusal(
  url: string,
  { protocol = LIVE_PROTOCOL, origin }: { protocol?: string; origin?: string } = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; problem: unknown }> {
  const socket = new WebSocket(url.replace('http', 'ws'), protocol, origin === undefined ? {} : { origin })
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof refusal>>>()
  socket.once('open', () => {
    socket.terminate()
    reject(new Error('the socket was opened'))
  })
  socket.once('unexpected-response', (request, response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('end', () => {
      const problem: unknown = JSON.parse(Buffer.concat(chunks).toString())
      resolve({ status: response.statusCode ?? 0, headers: response.headers, problem })
      request.destroy()
    })
  })
  socket.on('error', reject)
  return promise
}
