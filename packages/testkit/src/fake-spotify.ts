import fastify, { type FastifyError, type FastifyRequest } from 'fastify'
import { accountsRoutes, type RegisteredApp } from './fake-spotify/accounts-routes.ts'
import { apiRoutes } from './fake-spotify/api-routes.ts'
import { findSpotifyDocument, readDocumentContract } from './fake-spotify/document-contract.ts'
import { FAULTS_PATH, faultRoutes } from './fake-spotify/fault-routes.ts'
import { createFaults, type Faults } from './fake-spotify/faults.ts'
import { createOwnContract } from './fake-spotify/own-contract.ts'
import { apiRefusal, Refusal } from './fake-spotify/refusal.ts'
import { webRoutes } from './fake-spotify/web-routes.ts'
import { createFakeState, type FakeListener, type FakePlaylist } from './fake-spotify/state.ts'

/** One request that came, without anything secret. */
export interface HeardRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly status: number
}

/** A made-up Spotify that is at least as strict as the real one. */
export interface FakeSpotify {
  /** What SPOTIFY_ACCOUNTS_URL is to be. */
  readonly accountsUrl: string
  /** What SPOTIFY_API_URL is to be. */
  readonly apiUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where its rules come from. */
  readonly rules: string
  readonly faults: Faults
  /** All requests in their order, refused ones included. */
  readonly heard: readonly HeardRequest[]
  /** What was wrong with answers of its own, by Spotify's document: nothing, unless the fake is at fault. */
  readonly flaws: readonly string[]
  /** By name: Mira and Jonas; Noor is not among the app's listeners, and gets 403. */
  listener(name: string): FakeListener
  /** Playlists that their owner still has, in the order in which they were made. */
  playlists(): FakePlaylist[]
  /** What a person does on the page at this address; gives where the browser is sent then. */
  answer(authoriseUrl: string, answer: 'allow' | 'refuse', listener?: string): Promise<string>
  /** Lets so much time pass. */
  advance(ms: number): void
  /** A listener takes back what they allowed, on Spotify's own page. */
  revoke(name: string): void
  stop(): Promise<void>
}

export interface FakeSpotifyOptions {
  port?: number
  clientId?: string
  clientSecret?: string
  redirectUris?: readonly string[]
  /** Path of Spotify's OpenAPI document; looked for in MOODDJ_SHARED unless told, null leaves it out. */
  document?: string | null
}

const LISTENERS = { registered: ['Mira', 'Jonas'], strangers: ['Noor'] }
const BODY_MOST_BYTES = 1024 * 1024

/** Starts a made-up Spotify, both of its hosts, on a loopback port. */
export async function startFakeSpotify(options: FakeSpotifyOptions = {}): Promise<FakeSpotify> {
  const { document = findSpotifyDocument() ?? null } = options
  const contract = document === null ? createOwnContract() : await readDocumentContract(document)
  const client: RegisteredApp = {
    clientId: options.clientId ?? 'made-up-client',
    clientSecret: options.clientSecret ?? 'made-up-secret',
    redirectUris: options.redirectUris,
  }
  const state = createFakeState(LISTENERS)
  const faults = createFaults()
  const heard: HeardRequest[] = []
  const flaws: string[] = []

  const app = fastify({ bodyLimit: BODY_MOST_BYTES, forceCloseConnections: true })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, text, done) => {
    try {
      done(null, readBody(request.headers['content-type'] ?? '', String(text)))
    } catch {
      done(apiRefusal(400, 'Malformed json'))
    }
  })
  const unanswered = new WeakSet<FastifyRequest>()
  app.addHook('preHandler', async (request, reply) => {
    const met = request.url === FAULTS_PATH ? undefined : await faults.meet(request)
    if (met === 'drop-after') unanswered.add(request)
    if (met === 'nonsense') return reply.type('application/json').send('<html>')
    if (met === 'drop') return reply.hijack().raw.destroy()
    return undefined
  })
  app.addHook('onSend', async (request, reply) => {
    if (unanswered.has(request)) reply.raw.destroy()
  })
  app.addHook('onResponse', async (request, reply) => {
    const [path = '', query = ''] = request.url.split('?')
    heard.push({
      method: request.method,
      path,
      query: path === '/authorize' ? '' : query,
      status: reply.statusCode,
    })
  })
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const refusal = error instanceof Refusal ? error : apiRefusal(error.statusCode ?? 500, error.message)
    return reply.code(refusal.status).headers(refusal.headers).send(refusal.body)
  })
  accountsRoutes(app, state, client)
  apiRoutes(app, { state, contract, flaws })
  webRoutes(app, state, contract.source)
  faultRoutes(app, faults)
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 })

  return {
    accountsUrl: url,
    apiUrl: `${url}/v1`,
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    rules: contract.source,
    faults,
    heard,
    flaws,
    listener(name) {
      const found = state.listeners.get(name)
      if (found === undefined) throw new RangeError(`nobody is called ${name} here`)
      return found
    },
    playlists: () => [...state.playlists.values()].filter(({ isRemoved }) => !isRemoved),
    async answer(authoriseUrl, answer, listener = 'Mira') {
      const page = await fetch(authoriseUrl)
      if (!page.ok) throw new Error(`the page was refused: ${page.status} ${await page.text()}`)
      await page.arrayBuffer()
      const sent = await fetch(authoriseUrl, {
        method: 'POST',
        body: new URLSearchParams({ listener, answer }),
        redirect: 'manual',
      })
      return sent.headers.get('location') ?? ''
    },
    advance: state.advance,
    revoke(name) {
      for (const { grant } of state.accessTokens.values())
        if (grant.listener.name === name) grant.isRevoked = true
    },
    stop: () => app.close(),
  }
}

function readBody(type: string, text: string): unknown {
  if (text === '') return undefined
  if (type.startsWith('application/json')) return JSON.parse(text)
  if (type.startsWith('application/x-www-form-urlencoded')) return new URLSearchParams(text)
  return text
}
