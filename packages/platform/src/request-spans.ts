import { type Context, context, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { beginSpan, contextOf } from './tracing.ts'

/**
 * Follows each request with a span, named by method and route: what was asked for in path and query is in none of them. A service goes on
 * with the trace that its caller tells of; the edge (`isEdge`), whose callers are anybody, begins its own.
 */
export function followRequests(app: FastifyInstance, { isEdge }: { isEdge: boolean }): void {
  const followed = new WeakMap<FastifyRequest, Context>()

  app.addHook('onRequest', (request, _reply, done) => {
    // A socket's upgrade is never answered here, and frames have spans of their own.
    if (request.headers.upgrade !== undefined) {
      done()
      return
    }
    const parent = isEdge ? ROOT_CONTEXT : contextOf(request.headers['traceparent'])
    const route = request.routeOptions.url ?? '(none)'
    const span = beginSpan(`${request.method} ${route}`, {
      kind: 'SERVER',
      parent,
      attributes: { 'http.request.method': request.method, 'http.route': route },
    })
    const inside = trace.setSpan(parent, span)
    followed.set(request, inside)
    context.with(inside, done)
  })
  // A body that has to be waited for arrives outside of the request's context.
  app.addHook('preValidation', (request, _reply, done) => {
    context.with(followed.get(request) ?? context.active(), done)
  })
  app.addHook('onResponse', (request, { statusCode }, done) => {
    const inside = followed.get(request)
    const span = inside && trace.getSpan(inside)
    span?.setAttribute('http.response.status_code', statusCode)
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.end()
    done()
  })
}
