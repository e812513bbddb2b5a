import httpProxy from '@fastify/http-proxy'
import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import { retryLater, ServiceUnavailable } from '@mooddj/platform/problem'
import type { FastifyRequest } from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import type { IncomingHttpHeaders as Http2Headers } from 'node:http2'
import type { Config } from './config.ts'
import type { RequireConsent } from './consent.ts'
import type { Forgetting } from './forgetting.ts'
import { BodyTooLarge } from './problems.ts'
import { limitBodies } from './upload-limit.ts'

const KIB = 1024
const MIB = 1024 * KIB
/** The service holds the photo to 8 MiB exactly; this holds the whole form, with room for its other fields. */
const UPLOAD = { bytes: 8 * MIB + 256 * KIB, words: '8 MiB' }
const JSON_BODY = { bytes: 64 * KIB, words: '64 KiB' }
const CONNECT_TIMEOUT_MS = 2_000
const ANSWER_TIMEOUT_MS = 25_000
const COME_BACK_S = 2

/** The REST edge: which service answers under which prefix. Everything else of a service stays inside. */
export function edgeRoutes(
  app: App,
  config: Config,
  {
    authentication,
    requireConsent,
    forgetting,
  }: { authentication: Authentication; requireConsent: RequireConsent; forgetting: Forgetting },
): void {
  const to = (prefix: string, upstream: string, what: string, limit: typeof UPLOAD) =>
    app.register(async (scope) => {
      if (prefix === '/v1/readings') {
        scope.addHook('onRequest', authentication.onRequest)
        scope.addHook('onRequest', requireConsent)
      }
      if (prefix === '/v1/playlists') {
        scope.addHook('onRequest', async ({ method }) => {
          if (method === 'POST') await forgetting.done()
        })
      }
      limitBodies(scope, limit)
      await scope.register(httpProxy, {
        upstream,
        prefix,
        rewritePrefix: prefix,
        httpMethods: ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'],
        disableRequestLogging: true,
        undici: {
          connect: { timeout: CONNECT_TIMEOUT_MS },
          headersTimeout: ANSWER_TIMEOUT_MS,
          bodyTimeout: ANSWER_TIMEOUT_MS,
        },
        destroyAgent: true,
        replyOptions: {
          rewriteRequestHeaders: forwarded,
          rewriteHeaders: answered,
          // A service that was restarted leaves dead connections behind: asking once more finds a live one.
          retryDelay: ({ err, req, attempt }) =>
            req.method === 'GET' && isDeadConnection(err) && attempt === 0 ? 20 : null,
          onError: (reply, { error }) => void reply.send(absenceOf(error, what)),
        },
      })
    })
  to('/v1/auth', config.AUTH_URL, 'Signing in', JSON_BODY)
  to('/v1/consents', config.AUTH_URL, 'Your consent', JSON_BODY)
  to('/v1/spotify', config.AUTH_URL, 'Spotify', JSON_BODY)
  to('/v1/playlists', config.PLAYLIST_URL, 'Playlists', JSON_BODY)
  to('/v1/taste', config.PLAYLIST_URL, 'Your taste', JSON_BODY)
  to('/v1/shares', config.PLAYLIST_URL, 'Shared playlists', JSON_BODY)
  to('/v1/tracks', config.PLAYLIST_URL, 'Tracks', JSON_BODY)
  to('/v1/cards', config.SNAPSHOT_URL, 'Vibe Cards', UPLOAD)
  to('/v1/readings', config.INFERENCE_URL, 'Reading a photo', UPLOAD)
}

/** What the service behind is told: who asked and how, by our own word and not by whatever the caller wrote. */
function forwarded(
  request: Pick<FastifyRequest, 'method' | 'ip' | 'protocol' | 'host' | 'id'>,
  headers: IncomingHttpHeaders | Http2Headers,
): IncomingHttpHeaders | Http2Headers {
  const { expect: _expect, forwarded: _forwarded, upgrade: _upgrade, ...passed } = headers
  // What is a part of which trace is our own word, too.
  for (const name of ['traceparent', 'tracestate', 'baggage']) delete passed[name]
  if (request.method === 'GET' || request.method === 'HEAD') {
    // Their bodies are not passed on, so neither is what announces one.
    delete passed['content-length']
    delete passed['transfer-encoding']
  }
  return {
    ...passed,
    'x-forwarded-for': request.ip,
    'x-forwarded-proto': request.protocol,
    'x-forwarded-host': request.host,
    'x-request-id': request.id,
  }
}

/** What the caller is told: all but what concerns only our connection to the service (RFC 9110, 7.6.1). */
function answered(headers: IncomingHttpHeaders | Http2Headers): IncomingHttpHeaders | Http2Headers {
  const { connection: _connection, 'keep-alive': _keepAlive, ...passed } = headers
  return passed
}

/** What is wrong when a service gave no answer: the caller's own doing, or that it is away for now. */
function absenceOf(error: Error, what: string): Error {
  const cause = causeOf(error)
  if (cause instanceof BodyTooLarge) return cause
  return Object.assign(retryLater(ServiceUnavailable(what), COME_BACK_S), { cause })
}

function isDeadConnection(error: Error | null): boolean {
  return error !== null && 'code' in error && (error.code === 'UND_ERR_SOCKET' || error.code === 'ECONNRESET')
}

/** What lies at the bottom of a wrapped error. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? causeOf(error.cause) : error
}
