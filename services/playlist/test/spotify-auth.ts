import { createHash, randomUUID } from 'node:crypto'
import { createProofKey } from '@mooddj/spotify/authorisation'
import { createSpotifyClient, type SpotifyTokens } from '@mooddj/spotify/spotify-client'
import type { FakeSpotify } from '@mooddj/testkit/fake-spotify'
import fastify, { type FastifyReply } from 'fastify'
import type { Guest } from './house.ts'

const REDIRECT = 'http://127.0.0.1:3000/v1/spotify/callback'

/**
 * Stands in for auth as far as this service asks it: hands on the issuer's keys and, for linked accounts, tokens that the made-up Spotify really
 * gave. The whole house is tested with auth itself.
 */
export async function openSpotifyAuth(issuerUrl: string, fake: FakeSpotify) {
  const client = createSpotifyClient({ ...fake, timeoutMs: 5_000 })
  const links = new Map<string, { tokens: SpotifyTokens; errand: string }>()
  const errandsHeard: string[] = []
  const app = fastify({ forceCloseConnections: true })
  const refuse = (reply: FastifyReply, status: number, code: string) =>
    reply
      .code(status)
      .type('application/problem+json')
      .send(JSON.stringify({ type: '/problems/x', title: code, status, detail: code, code }))

  app.get('/.well-known/jwks.json', async () => (await fetch(`${issuerUrl}/.well-known/jwks.json`)).json())
  app.get<{ Querystring: { rejected?: string } }>('/v1/spotify-tokens/:by', async (request, reply) => {
    const authorization = request.headers.authorization ?? ''
    const isErrand = authorization.startsWith('Errand ')
    if (isErrand) errandsHeard.push(authorization)
    const link = isErrand
      ? [...links.values()].find(({ errand }) => authorization === `Errand ${errand}`)
      : links.get(authorization)
    if (link === undefined)
      return isErrand ? refuse(reply, 401, 'ERRAND_INVALID') : refuse(reply, 409, 'SPOTIFY_NOT_LINKED')
    if (request.query.rejected === createHash('sha256').update(link.tokens.accessToken).digest('base64url'))
      try {
        link.tokens = await client.refresh(link.tokens.refreshToken ?? '')
      } catch {
        return refuse(reply, 409, 'SPOTIFY_LINK_ENDED')
      }
    return { accessToken: link.tokens.accessToken, expiresInS: 3000, errand: link.errand }
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })

  return {
    url,
    errandsHeard,
    /** The guest allows Mood DJ to use the account of somebody at the made-up Spotify. */
    async link({ authorization }: Guest, listener = 'Mira') {
      const { verifier, challenge } = createProofKey()
      const page = client.authoriseUrl({ redirectUri: REDIRECT, state: 'state', challenge })
      const back = new URL(await fake.answer(page, 'allow', listener))
      const code = back.searchParams.get('code') ?? ''
      const tokens = await client.exchangeCode({ code, redirectUri: REDIRECT, verifier })
      links.set(authorization, { tokens, errand: `errand-${randomUUID()}` })
      return tokens
    },
    unlink: ({ authorization }: Guest) => void links.delete(authorization),
    close: () => app.close(),
  }
}
