import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { ConfigError } from '@mooddj/platform/config'
import { readAuthConfig } from '../src/config.ts'
import { readSpotifySettings } from '../src/spotify/settings.ts'

const KEY = randomBytes(32).toString('base64')
const house = {
  PORT: '0',
  OPS_PORT: '0',
  NATS_URL: 'nats://127.0.0.1:1',
  REDIS_URL: 'redis://127.0.0.1:1',
  DATABASE_URL: 'postgres://127.0.0.1:1/x',
  AUTH_SIGNING_KEY: 'is not read here',
  PUBLIC_URL: 'https://mooddj.example/',
  PLAYLIST_URL: 'http://127.0.0.1:1',
  SNAPSHOT_URL: 'http://127.0.0.1:1',
}
const read = (settings: Record<string, string>) =>
  readSpotifySettings(readAuthConfig({ ...house, ...settings }))
const app = { SPOTIFY_CLIENT_ID: 'a-registered-app', SPOTIFY_CLIENT_SECRET: 'what-only-it-knows' }

describe('what auth is told of Spotify', () => {
  test('nothing, which is fine; a key of its own is no app', () => {
    assert.equal(read({}), undefined)
    assert.equal(read({ SPOTIFY_TOKEN_KEYS: `a:${KEY}` }), undefined)
  })

  test('everything: the real Spotify, unless another place is named', () => {
    const settings = read({
      ...app,
      SPOTIFY_TOKEN_KEYS: `new:${KEY}, old:${randomBytes(32).toString('base64')}`,
    })
    assert.equal(settings?.redirectUri, 'https://mooddj.example/v1/spotify/callback')
    assert.equal(settings?.isMadeUp, false)
    assert.equal(settings?.keys.newest, 'new')
    assert.deepEqual([...(settings?.keys.keys.keys() ?? [])], ['new', 'old'])
    const madeUp = { ...app, SPOTIFY_TOKEN_KEYS: `a:${KEY}`, SPOTIFY_ACCOUNTS_URL: 'http://127.0.0.1:9' }
    assert.equal(read(madeUp)?.isMadeUp, true)
  })

  test('a part, or a key of no use, is refused by name and never quoted', () => {
    const short = randomBytes(31).toString('base64')
    for (const [settings, told] of [
      [{ SPOTIFY_CLIENT_ID: 'a-registered-app' }, /SPOTIFY_CLIENT_SECRET and SPOTIFY_TOKEN_KEYS/],
      [app, /SPOTIFY_TOKEN_KEYS/],
      [{ ...app, SPOTIFY_TOKEN_KEYS: KEY }, /entry 1/],
      [{ ...app, SPOTIFY_TOKEN_KEYS: `a:${KEY},b:${short}` }, /entry 2/],
      [{ ...app, SPOTIFY_TOKEN_KEYS: `a:${KEY},a:${KEY}` }, /twice/],
      [{ ...app, SPOTIFY_TOKEN_KEYS: `a:${KEY},` }, /entry 2/],
    ] as const) {
      assert.throws(
        () => read(settings),
        (error) => {
          assert.ok(error instanceof ConfigError)
          assert.match(error.message, told)
          assert.ok(!error.message.includes(KEY) && !error.message.includes(short))
          return true
        },
      )
    }
  })
})
