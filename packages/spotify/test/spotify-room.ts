import { startFakeSpotify } from '@mooddj/testkit/fake-spotify'
import { createProofKey } from '../src/authorisation.ts'
import { createSpotifyClient } from '../src/spotify-client.ts'

const REDIRECT = 'http://127.0.0.1:3000/v1/spotify/callback'

/** The port and a made-up Spotify that it speaks to. */
export async function openSpotifyRoom() {
  const fake = await startFakeSpotify({ redirectUris: [REDIRECT] })
  const client = createSpotifyClient({ ...fake, timeoutMs: 2_000 })
  return {
    fake,
    client,
    /** A listener allows everything; gives what Spotify gave for it. */
    async link(name = 'Mira') {
      const { verifier, challenge } = createProofKey()
      const url = client.authoriseUrl({ redirectUri: REDIRECT, state: 'a b&c=d', challenge })
      const back = new URL(await fake.answer(url, 'allow', name))
      const code = back.searchParams.get('code') ?? ''
      return { back, tokens: await client.exchangeCode({ code, redirectUri: REDIRECT, verifier }) }
    },
  }
}
export type SpotifyRoom = Awaited<ReturnType<typeof openSpotifyRoom>>
