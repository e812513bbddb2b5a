import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { App } from '@mooddj/platform/app'
import { migrateDatabase } from '@mooddj/platform/migrate'
import { SignedInSchema } from '@mooddj/shared/account'
import { createParser } from '@mooddj/shared/codec'
import { startServers, type TestServers } from '@mooddj/testkit/servers'
import type { LightMyRequestResponse as Response } from 'fastify'
import pg from 'pg'
import { buildApp } from '../src/app.ts'
import { readAuthConfig } from '../src/config.ts'

export const ORIGIN = 'http://127.0.0.1:3999'
export const SIGNING_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

const signedIn = createParser(SignedInSchema)

/** Auth on real servers, beside stand-ins for the two services that its export asks. */
export interface House {
  app: App
  servers: TestServers
  environment: Record<string, string>
  /** What the other services answer to `/v1/exports/me`: a JSON text, or nothing at all. */
  exports: { playlist: string | undefined; snapshot: string | undefined }
  /** Asks auth's database. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

export async function openHouse(settings: Record<string, string> = {}): Promise<House> {
  const servers = await startServers({ postgres: true, redis: true, nats: true })
  const exports: House['exports'] = { playlist: '{"playlists":[]}', snapshot: '{"cards":[]}' }
  const others = await Promise.all(
    (['playlist', 'snapshot'] as const).map((name) => openStandIn(() => exports[name])),
  )
  const DATABASE_URL = servers.databaseUrl('auth')
  await migrateDatabase(
    { DATABASE_URL },
    { folder: join(import.meta.dirname, '../migrations'), schema: 'auth' },
  )
  const environment = {
    PORT: '0',
    OPS_PORT: '0',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    NATS_URL: servers.natsUrlOf('auth'),
    REDIS_URL: servers.redisUrlOf('auth'),
    DATABASE_URL,
    AUTH_SIGNING_KEY: SIGNING_KEY,
    PUBLIC_URL: `${ORIGIN}/`,
    PLAYLIST_URL: others[0]?.url ?? '',
    SNAPSHOT_URL: others[1]?.url ?? '',
    ...settings,
  }
  const app = await buildApp(readAuthConfig(environment))
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 2 })
  pool.on('error', () => undefined)
  return {
    app,
    servers,
    environment,
    exports,
    query: async (text, values) => (await pool.query<Record<string, unknown>>(text, values)).rows,
    async close() {
      await app.close()
      await pool.end()
      await Promise.all(others.map((other) => other.close()))
      await servers.stop()
    },
  }
}

async function openStandIn(body: () => string | undefined) {
  const server = createServer((_request, response) => {
    const text = body()
    if (text === undefined) response.destroy()
    else response.setHeader('content-type', 'application/json').end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Somebody signed in: what the body said, and the refresh cookie's value. */
export function readSignedIn(response: Response) {
  return { ...signedIn.parseText(response.body), refreshToken: refreshTokenOf(response) }
}

/** The refresh token that a response sets; empty when it clears the cookie. */
export function refreshTokenOf(response: Response): string {
  const cookie = response.cookies.find(({ name }) => name === 'mooddj_refresh')
  if (cookie === undefined) throw new Error(`no refresh cookie in: ${response.statusCode} ${response.body}`)
  return cookie.value
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

export async function startGuest(app: App) {
  return readSignedIn(await app.inject({ method: 'POST', url: '/v1/auth/guests' }))
}

let registered = 0
/** Registers somebody under an e-mail of their own. */
export async function register(app: App) {
  registered += 1
  const email = `listener-${registered}@example.org`
  const password = `a long enough password ${registered}`
  const payload = { email, password, displayName: 'Ada' }
  const response = await app.inject({ method: 'POST', url: '/v1/auth/register', payload })
  return { ...readSignedIn(response), email, password }
}

export function refresh(
  app: App,
  refreshToken: string,
  headers: Record<string, string> = { origin: ORIGIN },
) {
  return app.inject({
    method: 'POST',
    url: '/v1/auth/refresh',
    headers,
    cookies: { mooddj_refresh: refreshToken },
  })
}

export function me(app: App, accessToken: string) {
  return app.inject({ url: '/v1/auth/me', headers: bearer(accessToken) })
}

/** A problem's status and code, for a short comparison. */
export function problemIn(response: Response): unknown {
  const { status, code } = response.json<{ status: unknown; code: unknown }>()
  return { type: response.headers['content-type'], status, code }
}

export const problem = (status: number, code: string) => ({ type: 'application/problem+json', status, code })
