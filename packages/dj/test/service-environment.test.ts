import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeSpotifySurroundings } from '@mooddj/dj/fake-spotify'
import { ownEnvironment, type Surroundings, serviceEnvironment, serviceNames } from '@mooddj/dj/services'

const surroundings: Surroundings = {
  portOf: () => 1,
  secrets: '/secrets',
  publicUrl: 'http://127.0.0.1:3000',
  gatewayPublicUrl: 'http://127.0.0.1:8080',
  webOrigin: '',
  spotify: undefined,
}

test("Spotify's secrets reach auth alone; who the app is, everybody", () => {
  process.env['SPOTIFY_CLIENT_ID'] = 'my-app'
  process.env['SPOTIFY_CLIENT_SECRET'] = 'my-secret'
  process.env['SPOTIFY_TOKEN_KEYS'] = 'my-keys'
  for (const name of serviceNames) {
    const env = serviceEnvironment(name, surroundings)
    assert.equal(env['SPOTIFY_CLIENT_ID'], 'my-app')
    const secrets = [env['SPOTIFY_CLIENT_SECRET'], env['SPOTIFY_TOKEN_KEYS'], env['SPOTIFY_TOKEN_KEYS_FILE']]
    const known =
      name === 'auth'
        ? ['my-secret', 'my-keys', '/secrets/auth/spotify-token-keys']
        : [undefined, undefined, undefined]
    assert.deepEqual(secrets, known, name)
  }
  assert.equal(ownEnvironment()['SPOTIFY_CLIENT_SECRET'], undefined)
})

test('a made-up Spotify takes the place of the real one, whatever the environment says', () => {
  const spotify = fakeSpotifySurroundings({ spotify: 4321, reccoBeats: 4322 })
  const env = serviceEnvironment('auth', { ...surroundings, spotify })
  assert.equal(env['SPOTIFY_CLIENT_ID'], 'made-up-client')
  assert.equal(env['SPOTIFY_CLIENT_SECRET'], spotify.clientSecret)
  assert.equal(env['SPOTIFY_API_URL'], 'http://127.0.0.1:4321/v1')
  assert.equal(env['RECCOBEATS_URL'], 'http://127.0.0.1:4322')
})
