import { tokenAnswer } from './answers.ts'
import { authoriseUrl } from './authorisation.ts'
import { refreshRequest } from './library-requests.ts'
import { createListenerCalls, type ListenerAccess, type ListenerCalls } from './listener-calls.ts'
import { createTransport, type SpotifyHosts } from './transport.ts'

/** How Spotify knows this app, and where Spotify is. */
export interface SpotifyApp extends SpotifyHosts {
  clientId: string
  clientSecret: string
}

/** What Spotify gives for a code or a refresh token. */
export interface SpotifyTokens {
  accessToken: string
  /** Seconds from now; an hour. */
  expiresInS: number
  /** Undefined when the refresh token that was used stays good. */
  refreshToken: string | undefined
  /** What the listener did allow; undefined when Spotify does not say. */
  scopes: readonly string[] | undefined
}

/** The one port to Spotify. Every method may throw a `SpotifyProblem`. */
export interface SpotifyClient {
  /** The page of Spotify's where a listener allows the app; `challenge` from `createProofKey`. */
  authoriseUrl(request: { redirectUri: string; state: string; challenge: string }): string
  /** Changes a code for tokens; `redirectUri` and `verifier` are those of the beginning. A code is good once. */
  exchangeCode(grant: {
    code: string
    redirectUri: string
    verifier: string
    signal?: AbortSignal
  }): Promise<SpotifyTokens>
  refresh(refreshToken: string, signal?: AbortSignal): Promise<SpotifyTokens>
  /** The calls on behalf of one listener. */
  as(listener: ListenerAccess): ListenerCalls
}

export function createSpotifyClient(app: SpotifyApp): SpotifyClient {
  const { clientId, clientSecret, accountsUrl } = app
  const transport = createTransport(app)
  return {
    authoriseUrl: (request) => authoriseUrl(accountsUrl, { ...request, clientId }),
    async exchangeCode({ code, redirectUri, verifier, signal }) {
      const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      })
      const request = {
        host: 'accounts',
        method: 'POST',
        path: '/api/token',
        query: {},
        headers: {
          Authorization: `Basic ${credentials}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: body.toString(),
      } as const
      return toTokens(await transport.send(request, tokenAnswer, signal))
    },
    async refresh(refreshToken, signal) {
      const request = await refreshRequest({ clientId, clientSecret, refreshToken })
      return toTokens(await transport.send(request, tokenAnswer, signal))
    },
    as: (listener) => createListenerCalls(transport, listener),
  }
}

function toTokens(answer: ReturnType<typeof tokenAnswer.parse>): SpotifyTokens {
  return {
    accessToken: answer.access_token,
    expiresInS: answer.expires_in,
    refreshToken: answer.refresh_token,
    scopes: answer.scope?.split(' ').filter((scope) => scope !== ''),
  }
}
