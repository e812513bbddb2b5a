import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RawServerDefault,
} from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Compile } from 'typebox/compile'
import { IsSchema, type TSchema } from 'typebox'
import { answerClientError } from './client-error.ts'
import type { ServiceConfig } from './config.ts'
import { describeError } from './log-error.ts'
import { handleError, handleNotFound } from './problem.ts'
import { followRequests } from './request-spans.ts'
import { scrub } from './scrub.ts'
import { spanFields } from './span-fields.ts'

/** A Fastify instance whose schemas are TypeBox. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** JSON bodies are small here; uploads go through multipart, which has limits of its own. */
const BODY_LIMIT_BYTES = 64 * 1024

/**
 * How long a connection may be idle. Services ask each other with undici, which lets go two seconds earlier than it is told: after one
 * second, so before a service that leaves cuts it. A proxy has to let go before the edge does, and most of them keep connections for a minute.
 */
const KEEP_ALIVE_MS = { inside: 3_000, edge: 72_000 }

/** Fields that are never said, wherever a line has them: who somebody is, what lets them in, what a camera saw and what was read in it. */
const UNSAID = [
  'accessToken',
  'refreshToken',
  'token',
  'ticket',
  'password',
  'email',
  'cookie',
  'authorization',
  'jpeg',
  'emotion',
  'mood',
  'valence',
  'arousal',
  'probabilities',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

/**
 * The shell every service lives in: logging without secrets, strict validation, problems as answers. Bodies are checked as they
 * are; parameters and queries, which are text, are converted to their schema's type first.
 * @param isEdge whether its callers are anybody, so that nothing they say of a trace is believed
 */
export function createApp(config: ServiceConfig, service: string, { isEdge = false } = {}): App {
  const isFollowing = config.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.TRUSTED_PROXIES,
    forceCloseConnections: 'idle',
    keepAliveTimeout: isEdge ? KEEP_ALIVE_MS.edge : KEEP_ALIVE_MS.inside,
    requestTimeout: 30_000,
    // What still arrives while the service ends is served: Fastify's own refusal is no problem document and names no time.
    return503OnClosing: false,
    // A URL that does not decode matches no route, so the error handler below would never see it.
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      handleError(error, request, reply)
    },
    logger: {
      level: config.LOG_LEVEL,
      base: { service },
      ...(isFollowing && { mixin: spanFields }),
      // A URL may hold a ticket or a share token: only method and route are ever logged.
      serializers: {
        req: (request) => ({ method: request.method, route: request.routeOptions?.url }),
        res: (reply) => ({ status: reply.statusCode }),
        err: describeError,
        reason: (reason: unknown) => scrub(String(reason)),
      },
      redact: UNSAID,
    },
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => {
    if (!IsSchema(schema)) throw new TypeError('route schemas are TypeBox schemas')
    const validator = Compile(schema)
    return (received: unknown) => {
      const value = httpPart === 'body' ? received : validator.Convert(received)
      if (validator.Check(value)) return { value }
      return {
        error: validator.Errors(value).map(({ keyword, instancePath, schemaPath, message, params }) => ({
          keyword,
          instancePath,
          schemaPath,
          message,
          params: { ...params },
        })),
      }
    }
  })
  if (isFollowing) followRequests(app, { isEdge })
  app.setErrorHandler(handleError)
  app.setNotFoundHandler(handleNotFound)
  app.addHook('onResponse', (request, reply, done) => {
    request.log.debug({ req: request, res: reply, ms: Math.round(reply.elapsedTime) }, 'answered')
    done()
  })
  return app
}
