import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { root } from './places.ts'
import { answersWell, ownEnvironment, type SpotifySurroundings } from './services.ts'
import type { Charge } from './supervisor.ts'

/** What services are told of a made-up Spotify and a made-up ReccoBeats on these ports, and what they are told of services. */
export function fakeSpotifySurroundings(ports: { spotify: number; reccoBeats: number }): SpotifySurroundings {
  const origin = `http://127.0.0.1:${ports.spotify}`
  return {
    clientId: 'made-up-client',
    clientSecret: randomBytes(24).toString('hex'),
    accountsUrl: origin,
    apiUrl: `${origin}/v1`,
    reccoBeatsUrl: `http://127.0.0.1:${ports.reccoBeats}`,
  }
}

/** The process that plays Spotify, and ReccoBeats beside it. It is the testkit's: it is started, not imported. */
export function createFakeSpotify(
  { clientId, clientSecret, reccoBeatsUrl }: SpotifySurroundings,
  { port, publicUrl }: { port: number; publicUrl: string },
): Charge {
  return {
    port,
    isServer: false,
    program: {
      name: 'fake-spotify',
      command: process.execPath,
      args: ['src/fake-spotify-main.ts'],
      cwd: join(root, 'packages', 'testkit'),
      env: {
        ...ownEnvironment(),
        PORT: String(port),
        RECCOBEATS_PORT: new URL(reccoBeatsUrl).port,
        SPOTIFY_CLIENT_ID: clientId,
        SPOTIFY_CLIENT_SECRET: clientSecret,
        SPOTIFY_REDIRECT_URI: new URL('/v1/spotify/callback', publicUrl).href,
      },
      stopSignal: 'SIGTERM',
      isReady: () => answersWell(`http://127.0.0.1:${port}/`),
    },
  }
}
