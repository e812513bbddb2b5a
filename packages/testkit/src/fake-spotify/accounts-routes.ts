import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { authorisePage } from './authorise-page.ts'
import { grantRefusal, Refusal } from './refusal.ts'
import {
  ACCESS_LIFE_S,
  CODE_LIFE_MS,
  digestOf,
  type FakeGrant,
  type FakeState,
  REFRESH_LIFE_MS,
  secretOf,
} from './state.ts'

/** How the app that may come is known here. */
export interface RegisteredApp {
  clientId: string
  clientSecret: string
  /** The redirect URIs that it named; any that Spotify's rules allow where none is told. */
  redirectUris: readonly string[] | undefined
}

const SCOPES = new Set(
  `app-remote-control playlist-read-private playlist-read-collaborative playlist-modify-public playlist-modify-private user-library-read
  user-library-modify user-read-private user-read-email user-follow-read user-follow-modify user-top-read user-read-playback-position
  user-read-playback-state user-read-recently-played user-read-currently-playing user-modify-playback-state ugc-image-upload streaming`.split(
    /\s+/,
  ),
)
const AUTHORISE_QUERY = [
  'client_id',
  'response_type',
  'redirect_uri',
  'state',
  'scope',
  'code_challenge_method',
  'code_challenge',
  'show_dialog',
]

/** The Accounts service: its page, and the endpoint that gives tokens. */
export function accountsRoutes(app: FastifyInstance, state: FakeState, client: RegisteredApp): void {
  app.get('/authorize', async (request, reply) => {
    const asked = readAuthorise(queryOf(request), client)
    const page = authorisePage({
      action: request.url,
      scopes: asked.scopes,
      listeners: [...state.listeners.values()],
    })
    return reply.type('text/html; charset=utf-8').send(page)
  })

  app.post('/authorize', async (request, reply) => {
    const asked = readAuthorise(queryOf(request), client)
    const form = formOf(request)
    const target = new URL(asked.redirectUri)
    if (asked.state !== undefined) target.searchParams.set('state', asked.state)
    const listener = state.listeners.get(form.get('listener') ?? '')
    if (form.get('answer') !== 'allow') target.searchParams.set('error', 'access_denied')
    else if (listener === undefined) throw new Refusal(400, { error: 'nobody of this name is here' })
    else {
      const { scopes, redirectUri, challenge } = asked
      const grant = { listener, scopes, authorisedAt: state.now(), isRevoked: false }
      const code = secretOf('code')
      const issued = { grant, redirectUri, challenge, issuedAt: state.now(), isUsed: false }
      state.codes.set(digestOf(code), issued)
      target.searchParams.set('code', code)
    }
    return reply.redirect(target.href, 303)
  })

  app.post('/api/token', async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    requireClient(request, client)
    const form = formOf(request)
    const known = new Set([
      'grant_type',
      'code',
      'redirect_uri',
      'code_verifier',
      'refresh_token',
      'client_id',
    ])
    const unknown = [...form.keys()].find((name) => !known.has(name))
    if (unknown !== undefined) throw grantRefusal('invalid_request', `Unknown parameter ${unknown}`)
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return tokensFor(state, redeemCode(state, form))
      case 'refresh_token':
        return tokensFor(state, redeemRefresh(state, form))
      case null:
      default:
        throw grantRefusal('unsupported_grant_type', 'grant_type parameter is missing or unknown')
    }
  })
}

function readAuthorise(query: URLSearchParams, client: RegisteredApp) {
  const refuse = (why: string) => new Refusal(400, { error: why })
  const unknown = [...query.keys()].find((name) => !AUTHORISE_QUERY.includes(name))
  if (unknown !== undefined) throw refuse(`unknown parameter ${unknown}`)
  if (query.get('client_id') !== client.clientId) throw refuse('INVALID_CLIENT: Invalid client')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!isAllowed(redirectUri, client)) throw refuse('INVALID_CLIENT: Invalid redirect URI')
  if (query.get('response_type') !== 'code') throw refuse('response_type must be code')
  if (query.get('code_challenge_method') !== 'S256') throw refuse('code_challenge_method must be S256')
  const challenge = query.get('code_challenge') ?? ''
  if (!/^[\w-]{43}$/.test(challenge)) throw refuse('code_challenge must be a base64url SHA-256')
  const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '')
  const illegal = scopes.find((scope) => !SCOPES.has(scope))
  if (illegal !== undefined) throw refuse('INVALID_SCOPE: Invalid scope')
  return { redirectUri, challenge, scopes, state: query.get('state') ?? undefined }
}

/** HTTPS, or plain HTTP to a loopback address in numbers: `localhost` is refused (Spotify, since 2025). */
function isAllowed(redirectUri: string, { redirectUris }: RegisteredApp): boolean {
  if (!URL.canParse(redirectUri)) return false
  const { protocol, hostname } = new URL(redirectUri)
  const isSafe = protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]'].includes(hostname))
  return isSafe && (redirectUris?.includes(redirectUri) ?? true)
}

function requireClient(request: FastifyRequest, { clientId, clientSecret }: RegisteredApp): void {
  const sent = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`)
  if (sent.length !== wanted.length || !timingSafeEqual(sent, wanted))
    throw grantRefusal('invalid_client', 'Invalid client secret', 400)
}

function redeemCode(state: FakeState, form: URLSearchParams): FakeGrant {
  const code = state.codes.get(digestOf(form.get('code') ?? ''))
  const isOld = code !== undefined && state.now() - code.issuedAt > CODE_LIFE_MS
  if (code === undefined || code.isUsed || isOld) {
    // A code that comes twice was stolen by one of the two (RFC 6749, 4.1.2).
    if (code?.isUsed === true) code.grant.isRevoked = true
    throw grantRefusal('invalid_grant', 'Invalid authorization code')
  }
  code.isUsed = true
  if (form.get('redirect_uri') !== code.redirectUri)
    throw grantRefusal('invalid_grant', 'Invalid redirect URI')
  const verifier = form.get('code_verifier') ?? ''
  const isProven =
    /^[\w.~-]{43,128}$/.test(verifier) &&
    createHash('sha256').update(verifier).digest('base64url') === code.challenge
  if (!isProven) throw grantRefusal('invalid_grant', 'code_verifier was incorrect')
  return code.grant
}

/** A refresh token is good once: the answer brings the next. */
function redeemRefresh(state: FakeState, form: URLSearchParams): FakeGrant {
  const digest = digestOf(form.get('refresh_token') ?? '')
  const grant = state.refreshTokens.get(digest)
  if (grant === undefined) throw grantRefusal('invalid_grant', 'Invalid refresh token')
  state.refreshTokens.delete(digest)
  const isOld = state.now() - grant.authorisedAt > REFRESH_LIFE_MS
  if (grant.isRevoked || isOld) throw grantRefusal('invalid_grant', 'Refresh token revoked')
  return grant
}

function tokensFor(state: FakeState, grant: FakeGrant) {
  const [access, refresh] = [secretOf('access'), secretOf('refresh')]
  state.accessTokens.set(digestOf(access), { grant, expiresAt: state.now() + ACCESS_LIFE_S * 1000 })
  state.refreshTokens.set(digestOf(refresh), grant)
  return {
    access_token: access,
    token_type: 'Bearer',
    scope: grant.scopes.join(' '),
    expires_in: ACCESS_LIFE_S,
    refresh_token: refresh,
  }
}

function queryOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.url.split('?')[1] ?? '')
}

function formOf(request: FastifyRequest): URLSearchParams {
  if (request.body instanceof URLSearchParams) return request.body
  throw grantRefusal('invalid_request', 'the body must be application/x-www-form-urlencoded')
}
