import { type Channel, subjectOf } from '@mooddj/shared/channel'
import { migrateDatabase } from '@mooddj/platform/migrate'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema, type SpotifyPlaylist } from '@mooddj/shared/playlist'
import { startServers } from '@mooddj/testkit/servers'
import { startTestIssuer } from '@mooddj/testkit/test-issuer'
import { jetstream } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import fastify, { type LightMyRequestResponse } from 'fastify'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { buildApp } from '../src/app.ts'
import { loadConfig } from '../src/config.ts'

const DEADLINE_MS = 10_000
const playlists = createParser(PlaylistSchema)

/** The snapshot service on real servers, with a playlist service's answers beside it. */
export type House = Awaited<ReturnType<typeof openHouse>>

interface CardRequest {
  photo?: Buffer | undefined
  playlistId?: string
  design?: string
  key?: string
  /** Any other field of the form. */
  fields?: Readonly<Record<string, string>>
}

/** Starts everything; `close` ends it. */
export async function openHouse() {
  const [servers, issuer] = await Promise.all([
    startServers({ postgres: true, redis: true, nats: true }),
    startTestIssuer(),
  ])
  const DATABASE_URL = servers.databaseUrl('snapshot')
  const folder = fileURLToPath(new URL('../migrations', import.meta.url))
  await migrateDatabase({ DATABASE_URL }, { folder, schema: 'snapshot' })
  const shelf = await openShelf()
  const app = await buildApp(
    loadConfig({
      PORT: '0',
      OPS_PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL,
      REDIS_URL: servers.redisUrlOf('snapshot'),
      NATS_URL: servers.natsUrlOf('snapshot'),
      AUTH_URL: issuer.url,
      PLAYLIST_URL: shelf.url,
      PUBLIC_URL: 'http://moods.example:3000',
    }),
  )
  const database = new pg.Client(DATABASE_URL)
  const nats = await connectTo(servers.natsUrl)
  await database.connect()
  const tokens = new Map<string, string>()
  const bearer = (account: string) => {
    const token = tokens.get(account) ?? issuer.token({ accountId: account })
    tokens.set(account, token)
    return { authorization: `Bearer ${token}` }
  }

  return {
    /** A new account with a playlist of its own. */
    listener() {
      const account = randomUUID()
      return { account, playlistId: shelf.put(bearer(account).authorization) }
    },
    /** A new account whose playlist is in Spotify, up to there. */
    spotifyListener(state: SpotifyPlaylist['state']) {
      const account = randomUUID()
      return { account, playlistId: shelf.put(bearer(account).authorization, state) }
    },
    revoke: shelf.revoke,
    postCard(account: string | undefined, { photo, playlistId, design, key, fields = {} }: CardRequest) {
      const form = new FormData()
      if (playlistId !== undefined) form.append('playlistId', playlistId)
      if (design !== undefined) form.append('design', design)
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      if (photo !== undefined) form.append('photo', new Blob([new Uint8Array(photo)]), 'photo')
      return inject(form, {
        ...(account !== undefined && bearer(account)),
        ...(key !== undefined && { 'idempotency-key': key }),
      })
    },
    postForm: (account: string, payload: string, type: string) =>
      app.inject({
        method: 'POST',
        url: '/v1/cards',
        headers: { ...bearer(account), 'content-type': type },
        payload,
      }),
    get: (account: string, url: string) => app.inject({ url, headers: bearer(account) }),
    delete: (account: string, url: string) => app.inject({ method: 'DELETE', url, headers: bearer(account) }),
    getImage: (imageUrl: string, accept = '*/*') =>
      app.inject({ url: new URL(imageUrl).pathname, headers: { accept } }),
    databaseUrl: servers.databaseUrl,
    sql: (text: string, values: unknown[]) => database.query(text, values),
    /** In how many rows of the service's schema the account's id stands. */
    async rowsNaming(account: string): Promise<number> {
      const { rows } = await database.query<{ name: string }>(
        `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'snapshot'`,
      )
      let found = 0
      for (const { name } of rows) {
        const { rowCount } = await database.query(`select from snapshot.${name} as t where t::text like $1`, [
          `%${account}%`,
        ])
        found += rowCount ?? 0
      }
      return found
    },
    async tell<T>(channel: Channel<T, 'every'>, key: string, message: T) {
      await jetstream(nats).publish(subjectOf(channel, key), channel.codec.encode(message))
    },
    async nextEvent<T>(channel: Channel<T>, key: string): Promise<T> {
      const subscription = nats.subscribe(subjectOf(channel, key), { max: 1, timeout: DEADLINE_MS })
      for await (const { data } of subscription) return channel.codec.decode(data)
      throw new Error('no event came')
    },
    async until(holds: () => Promise<boolean>) {
      const deadline = Date.now() + DEADLINE_MS
      while (!(await holds())) {
        if (Date.now() > deadline) throw new Error('it did not come to hold in time')
        await wait(20)
      }
    },
    async close() {
      await app.close()
      await database.end()
      await nats.close()
      await Promise.all([shelf.close(), issuer.stop()])
      await servers.stop()
    },
  }

  async function inject(form: FormData, headers: Record<string, string>): Promise<LightMyRequestResponse> {
    const request = new Request('http://house/v1/cards', { method: 'POST', body: form })
    const type = request.headers.get('content-type') ?? ''
    const payload = Buffer.from(await request.arrayBuffer())
    return app.inject({
      method: 'POST',
      url: '/v1/cards',
      headers: { ...headers, 'content-type': type },
      payload,
    })
  }
}

function connectTo(natsUrl: string) {
  const { host, username, password } = new URL(natsUrl)
  return connect({ servers: host, user: username, pass: password })
}

/** Answers `GET /v1/playlists/:id` as the playlist service's contract says: one's own, else 404. */
async function openShelf() {
  const kept = new Map<
    string,
    { owner: string; revoked: boolean; state: SpotifyPlaylist['state'] | undefined }
  >()
  const shelf = fastify()
  shelf.get<{ Params: { id: string } }>('/v1/playlists/:id', (request, reply) => {
    const found = kept.get(request.params.id)
    if (found === undefined || found.owner !== request.headers.authorization) {
      const problem = {
        type: '/problems/playlist-not-found',
        title: 'Playlist not found',
        code: 'PLAYLIST_NOT_FOUND',
      }
      return reply.code(404).send({ ...problem, status: 404, detail: 'There is no such playlist.' })
    }
    return playlists.parse({
      id: request.params.id,
      title: 'From blue to golden',
      language: 'en',
      strategy: 'cheer-up',
      target: 'happy',
      emotion: 'sad',
      start: { valence: -0.75, arousal: -0.5 },
      trajectory: [{ valence: -0.75, arousal: -0.5 }],
      tracks: [
        {
          id: 'built-in:0001',
          title: 'Paper Lanterns',
          artist: 'Seed Garden',
          source: found.state === undefined ? 'built-in' : 'spotify',
          durationMs: 90_000,
          valence: -0.7,
          arousal: -0.5,
          tempo: 72,
          key: '8A',
          why: 'It starts where you are.',
        },
      ],
      sessionId: null,
      composedAt: '2026-11-22T12:00:00.000Z',
      shareUrl: found.revoked ? null : 'http://moods.example:3000/s/kX3v9QzT0aBcDeFgHiJkLm',
      ...(found.state && {
        spotify: {
          state: found.state,
          url: 'https://open.spotify.com/playlist/abc',
          uri: 'spotify:playlist:abc',
        },
      }),
    })
  })
  const url = await shelf.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    put(owner: string, state?: SpotifyPlaylist['state']) {
      const id = randomUUID()
      kept.set(id, { owner, revoked: false, state })
      return id
    },
    revoke(id: string) {
      const playlist = kept.get(id)
      if (playlist !== undefined) playlist.revoked = true
      return id
    },
    close: () => shelf.close(),
  }
}
