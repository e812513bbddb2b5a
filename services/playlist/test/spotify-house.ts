import assert from 'node:assert/strict'
import { type App, createApp } from '@mooddj/platform/app'
import { openCache } from '@mooddj/platform/cache'
import { createParser } from '@mooddj/shared/codec'
import { type Playlist, PlaylistSchema } from '@mooddj/shared/playlist'
import { startFakeReccoBeats } from '@mooddj/testkit/fake-reccobeats'
import { startFakeSpotify } from '@mooddj/testkit/fake-spotify'
import type { Config } from '../src/config.ts'
import { type Guest, openHouse } from './house.ts'
import { openSpotifyAuth } from './spotify-auth.ts'

export type SpotifyHouse = Awaited<ReturnType<typeof openSpotifyHouse>>

const playlists = createParser(PlaylistSchema)

/** The playlist service with a made-up Spotify and a made-up ReccoBeats. */
export async function openSpotifyHouse() {
  const house = await openHouse()
  const spotify = await startFakeSpotify()
  const reccoBeats = await startFakeReccoBeats()
  const auth = await openSpotifyAuth(house.config.AUTH_URL, spotify)
  const looker = createApp(house.config, 'looker')
  const { redis } = openCache(looker, { REDIS_URL: house.servers.redisUrl })
  const settings = {
    AUTH_URL: auth.url,
    SPOTIFY_API_URL: spotify.apiUrl,
    RECCOBEATS_URL: reccoBeats.url,
    SPOTIFY_RETRY_MS: 1_000,
  }
  return {
    ...house,
    settings,
    spotify,
    reccoBeats,
    auth,
    redis,
    start: (more: Partial<Config> = {}) => house.start({ ...settings, ...more }),
    /** A guest who linked their account. */
    async linked(): Promise<Guest> {
      const guest = house.guest()
      await auth.link(guest)
      return guest
    },
    /** Asks for a playlist in Spotify, which must be answered well. */
    async make(app: App, guest: Guest, wish: object = {}, key?: string): Promise<Playlist> {
      const body = { strategy: 'cheer-up', mood: 'sad', provider: 'spotify', ...wish }
      const headers = key === undefined ? {} : { 'idempotency-key': key }
      const response = await guest.post(app, '/v1/playlists', body, headers)
      assert.equal(response.statusCode, 201, response.body)
      return playlists.parse(response.json())
    },
    /** What the made-up Spotify was asked, as words. */
    heard: () =>
      spotify.heard.map(
        ({ method, path }) => `${method} ${path.replace(/playlists\/\w+\//, 'playlists/…/')}`,
      ),
    /** Whatever the tests before did is over: no fault, no open circuit, nothing remembered. */
    async calm() {
      spotify.faults.clear()
      reccoBeats.faults.clear()
      await redis.flushall()
    },
    close: async () => {
      await house.close()
      await looker.close()
      await auth.close()
      await reccoBeats.stop()
      await spotify.stop()
    },
  }
}
