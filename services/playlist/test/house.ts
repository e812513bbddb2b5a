import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type App, createApp } from '@mooddj/platform/app'
import { openBus } from '@mooddj/platform/bus'
import { migrateDatabase } from '@mooddj/platform/migrate'
import { openStreams, type Streams } from '@mooddj/platform/streams'
import type { Channel } from '@mooddj/shared/channel'
import { moodForgotten, moodSettled, sessionEnded, sessionOpened } from '@mooddj/shared/channels'
import { createParser } from '@mooddj/shared/codec'
import { type Playlist, PlaylistSchema } from '@mooddj/shared/playlist'
import { type TestServers, startServers } from '@mooddj/testkit/servers'
import { startTestIssuer, type SignedInListener } from '@mooddj/testkit/test-issuer'
import type { InjectOptions } from 'fastify'
import pg from 'pg'
import { buildApp } from '../src/app.ts'
import { type Config, playlistConfig } from '../src/config.ts'
import { MIGRATIONS } from '../src/migrations.ts'

export type House = Awaited<ReturnType<typeof openHouse>>

const playlists = createParser(PlaylistSchema)

/** The playlist service on real servers of its own, and everyone else it meets. */
export async function openHouse() {
  const servers = await startServers({ postgres: true, redis: true, nats: true })
  const issuer = await startTestIssuer()
  const config = playlistConfig({
    PORT: '0',
    OPS_PORT: '0',
    LOG_LEVEL: 'silent',
    NATS_URL: servers.natsUrlOf('playlist'),
    REDIS_URL: servers.redisUrlOf('playlist'),
    DATABASE_URL: servers.databaseUrl('playlist'),
    AUTH_URL: issuer.url,
    PUBLIC_URL: 'https://dj.example',
  })
  await migrateDatabase(config, MIGRATIONS)
  const others = await openOthers({ ...config, NATS_URL: servers.natsUrl })
  const apps = new Set<App>()
  const start = async (settings: Partial<Config> = {}) => {
    const app = await buildApp({ ...config, ...settings })
    apps.add(app)
    return app
  }
  const query = async (text: string, values: unknown[] = []) => queryOnce(servers, text, values)
  return {
    servers,
    config,
    tell: others.tell,
    hear: others.hear,
    streams: others.streams,
    query,
    start,
    end: async (app: App) => {
      apps.delete(app)
      await app.close()
    },
    guest: () => createGuest(issuer.signIn()),
    consent: (guest: Guest, granted: boolean) => issuer.setConsent(guest.accountId, granted, 'location'),
    issuer,
    close: async () => {
      for (const app of apps) await app.close()
      await others.close()
      await issuer.stop()
      await servers.stop()
    },
  }
}

/** Speaks and listens on NATS as the other services do. */
async function openOthers(config: Config) {
  const app = createApp(config, 'others')
  const bus = await openBus(app, config, 'others')
  const streams: Streams = await openStreams(app, bus, config, 'others')
  const tell = async <T extends { accountId: string }>(
    channel: Channel<T, 'every'>,
    event: T,
    id: string = randomUUID(),
  ) => streams.tell(channel, event.accountId, event, id)
  /** Everything that is told of a key from now on; it grows. */
  const hear = <T>(channel: Channel<T>, key: string): readonly T[] => {
    const heard: T[] = []
    bus.listen(channel, key, (message) => heard.push(message))
    return heard
  }
  return { tell, hear, streams, close: () => app.close() }
}

/** An account with its token. */
function createGuest({ accountId, authorization }: SignedInListener) {
  const ask = (
    app: App,
    method: NonNullable<InjectOptions['method']>,
    url: string,
    rest: InjectOptions = {},
  ) => app.inject({ ...rest, method, url, headers: { authorization, ...rest.headers } })
  return {
    accountId,
    authorization,
    get: (app: App, url: string) => ask(app, 'GET', url),
    delete: (app: App, url: string, headers: Record<string, string> = {}) =>
      ask(app, 'DELETE', url, { headers }),
    post: (app: App, url: string, payload: InjectOptions['payload'], headers: Record<string, string> = {}) =>
      ask(app, 'POST', url, { headers, ...(payload !== undefined && { payload }) }),
    /** Makes a playlist that must succeed. */
    async compose(app: App, body: object = { strategy: 'match', mood: 'happy' }): Promise<Playlist> {
      const response = await ask(app, 'POST', '/v1/playlists', { payload: body })
      if (response.statusCode !== 201)
        throw new Error(`composing answered ${response.statusCode}: ${response.body}`)
      return playlists.parse(response.json())
    },
  }
}
export type Guest = ReturnType<typeof createGuest>

async function queryOnce(
  servers: TestServers,
  text: string,
  values: unknown[],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: servers.databaseUrl('playlist') })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows
  } finally {
    await client.end()
  }
}

/** Events of a live session, told at times counted in minutes from now. */
export function sessionEvents(accountId: string, sessionId: string = randomUUID()) {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  return {
    sessionId,
    opened: (minutes = 0) => [sessionOpened, { sessionId, accountId, openedAt: at(minutes) }] as const,
    ended: (minutes = 0) => [sessionEnded, { sessionId, accountId, endedAt: at(minutes) }] as const,
    forgotten: (minutes = 0) => [moodForgotten, { sessionId, accountId, forgottenAt: at(minutes) }] as const,
    settled: (
      mood: { emotion?: 'happy' | 'sad' | 'angry'; valence?: number; arousal?: number } = {},
      minutes = 0,
    ) =>
      [
        moodSettled,
        {
          sessionId,
          accountId,
          emotion: mood.emotion ?? 'sad',
          valence: mood.valence ?? -0.6,
          arousal: mood.arousal ?? -0.4,
          confidence: 0.8,
          faces: 1,
          source: 'camera',
          settledAt: at(minutes),
        },
      ] as const,
  }
}

/** Waits until something is so; throws when it is not within `withinMs`. */
export async function eventually(isSo: () => Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('it did not come to be in time')
    await wait(20)
  }
}
