import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Account } from '@mooddj/platform/authentication'
import { createParser, UndecodableError } from '@mooddj/shared/codec'
import type { SpotifyOutcome } from '@mooddj/shared/spotify'
import { createProofKey } from '@mooddj/spotify/authorisation'
import type { SpotifyClient, SpotifyTokens } from '@mooddj/spotify/spotify-client'
import { SpotifyProblem } from '@mooddj/spotify/spotify-problem'
import { Type } from 'typebox'
import type { LinkAttempt, LinkAttemptStore } from './link-attempt-store.ts'
import type { LinkStore } from './link-store.ts'

interface Needs {
  attempts: LinkAttemptStore
  links: LinkStore
  client: SpotifyClient
  redirectUri: string
}

/** From the button to Spotify and back. */
export interface LinkJourney {
  /** Begins: where the browser goes, and the cookie that it must bring back. Undefined when the account or its sign-in is gone. */
  begin(account: Account, now: Date): Promise<{ authorizeUrl: string; cookie: string } | undefined>
  /**
   * Ends: what Spotify sent the browser back with. Whatever comes of it, the state is used up.
   * @throws {SpotifyProblem} when Spotify could not be asked
   */
  end(query: unknown, cookie: string | undefined, now: Date): Promise<SpotifyOutcome>
}

const secret = Type.String({ minLength: 1, maxLength: 2048 })
const back = createParser(
  Type.Object({ state: secret, code: Type.Optional(secret), error: Type.Optional(secret) }),
)
const digestOf = (text: string) => createHash('sha256').update(text).digest()
const createSecret = () => randomBytes(32).toString('base64url')

export function createLinkJourney({ attempts, links, client, redirectUri }: Needs): LinkJourney {
  const finish = async (attempt: LinkAttempt, code: string, now: Date): Promise<SpotifyOutcome> => {
    const { verifier, accountId } = attempt
    const tokens = await client.exchangeCode({ code, redirectUri, verifier })
    const profile = await client.as({ accessToken: tokens.accessToken }).profile()
    const link = { spotifyAccountId: profile.accountId, scopes: (tokens.scopes ?? []).join(' ') }
    return (await links.link(accountId, { ...link, tokens: kept(tokens, now) }, now)) ? 'linked' : 'expired'
  }
  return {
    async begin({ accountId, signInId }, now) {
      const [state, cookie] = [createSecret(), createSecret()]
      const { verifier, challenge } = createProofKey()
      const attempt = { accountId, signInId, verifier, browserDigest: digestOf(cookie) }
      if (!(await attempts.begin(attempt, digestOf(state), now))) return undefined
      return { authorizeUrl: client.authoriseUrl({ redirectUri, state, challenge }), cookie }
    },
    async end(query, cookie, now) {
      const { state, code, error } = readBack(query) ?? {}
      const attempt = state === undefined ? undefined : await attempts.take(digestOf(state), now)
      if (attempt === undefined) return 'expired'
      // Somebody may have been talked into following another's link: their account must not become that one's.
      if (!timingSafeEqual(attempt.browserDigest, digestOf(cookie ?? ''))) return 'other-browser'
      if (error === 'access_denied') return 'refused'
      if (code === undefined) return 'failed'
      try {
        return await finish(attempt, code, now)
      } catch (cause) {
        if (!(cause instanceof SpotifyProblem)) throw cause
        // An app in development mode has five listeners, named by its owner: to others Spotify gives tokens, and then no answer.
        if (cause.kind === 'forbidden') return 'not-allowed'
        if (cause.kind === 'grant-invalid') return 'failed'
        throw cause
      }
    },
  }
}

function kept({ accessToken, refreshToken, expiresInS }: SpotifyTokens, now: Date) {
  if (refreshToken === undefined) throw new SpotifyProblem('malformed')
  return { accessToken, refreshToken, accessExpiresAt: new Date(now.getTime() + expiresInS * 1000) }
}

function readBack(query: unknown) {
  try {
    return back.parse(query)
  } catch (error) {
    if (error instanceof UndecodableError) return undefined
    throw error
  }
}
