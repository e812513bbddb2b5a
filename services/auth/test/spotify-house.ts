import { randomBytes } from 'node:crypto'
import { createParser } from '@mooddj/shared/codec'
import { SpotifyLinkBegunSchema, SpotifyLinkSchema, SpotifyTokenSchema } from '@mooddj/shared/spotify'
import { type FakeSpotify, startFakeSpotify } from '@mooddj/testkit/fake-spotify'
import type { LightMyRequestResponse as Response } from 'fastify'
import { bearer, type House, openHouse, ORIGIN, startGuest } from './house.ts'

const begun = createParser(SpotifyLinkBegunSchema)
const links = createParser(SpotifyLinkSchema)
const tokens = createParser(SpotifyTokenSchema)

export const CALLBACK = '/v1/spotify/callback'
export const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`

/** Auth, linked to a made-up Spotify. */
export interface SpotifyHouse extends House {
  fake: FakeSpotify
  /** The first of the keys that tokens are sealed with. */
  key: string
  close(): Promise<void>
}

export async function openSpotifyHouse(): Promise<SpotifyHouse> {
  const fake = await startFakeSpotify({ redirectUris: [`${ORIGIN}${CALLBACK}`] })
  const key = newKey('first')
  const house = await openHouse({
    SPOTIFY_CLIENT_ID: fake.clientId,
    SPOTIFY_CLIENT_SECRET: fake.clientSecret,
    SPOTIFY_TOKEN_KEYS: key,
    SPOTIFY_ACCOUNTS_URL: fake.accountsUrl,
    SPOTIFY_API_URL: fake.apiUrl,
  })
  return {
    ...house,
    fake,
    key,
    async close() {
      await house.close()
      await fake.stop()
    },
  }
}

type App = House['app']

/** Presses the button: where the browser is to go, and the cookie that it was given. */
export async function beginLink(app: App, accessToken: string) {
  const response = await app.inject({ method: 'POST', url: '/v1/spotify/link', headers: bearer(accessToken) })
  const cookie = response.cookies.find(({ name }) => name === 'mooddj_spotify_link')
  return { response, ...begun.parseText(response.body), cookie: cookie?.value ?? '' }
}

/** The browser comes back from Spotify; gives the outcome that the page is told. */
export async function comeBack(app: App, location: string, cookie: string | undefined) {
  const { pathname, search } = new URL(location)
  const response = await app.inject({
    url: pathname + search,
    ...(cookie !== undefined && { cookies: { mooddj_spotify_link: cookie } }),
  })
  return { response, outcome: outcomeOf(response) }
}

function outcomeOf(response: Response): string {
  if (response.statusCode !== 303) throw new Error(`${response.statusCode} ${response.body}`)
  const page = new URL(String(response.headers.location))
  if (page.origin + page.pathname !== `${ORIGIN}/account`) throw new Error(`led to ${page.href}`)
  return page.searchParams.get('spotify') ?? ''
}

/** A guest who linked their account, as Mira unless told otherwise. */
export async function linkedGuest({ app, fake }: Pick<SpotifyHouse, 'app' | 'fake'>, name = 'Mira') {
  const guest = await startGuest(app)
  await linkAs({ app, fake }, guest.accessToken, name)
  return guest
}

export async function linkAs(
  { app, fake }: Pick<SpotifyHouse, 'app' | 'fake'>,
  accessToken: string,
  name: string,
) {
  const { authorizeUrl, cookie } = await beginLink(app, accessToken)
  const { outcome } = await comeBack(app, await fake.answer(authorizeUrl, 'allow', name), cookie)
  if (outcome !== 'linked') throw new Error(`linking ended as ${outcome}`)
}

export async function linkOf(app: App, accessToken: string) {
  return links.parseText((await app.inject({ url: '/v1/spotify/link', headers: bearer(accessToken) })).body)
}

export function unlink(app: App, accessToken: string) {
  return app.inject({ method: 'DELETE', url: '/v1/spotify/link', headers: bearer(accessToken) })
}

/** Asks for an access token of Spotify's, as the playlist service does. */
export function askToken(app: App, accessToken: string, rejected?: string) {
  const query = rejected === undefined ? '' : `?rejected=${rejected}`
  return app.inject({ url: `/v1/spotify-tokens/me${query}`, headers: bearer(accessToken) })
}

export function runErrand(app: App, errand: string) {
  return app.inject({ url: '/v1/spotify-tokens/errand', headers: { authorization: `Errand ${errand}` } })
}

export const readToken = (response: Response) => tokens.parseText(response.body)
