import { isFollowed, beginSpan, failSpan, traceparentOf } from './tracing.ts'
import { type Span, SpanStatusCode } from '@opentelemetry/api'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** What undici tells of a request (its documented diagnostics channels), as far as it is used. */
interface OutgoingRequest {
  origin: string | URL
  method: string
  addHeader(name: string, value: string): void
}

/**
 * Follows calls by HTTP, of `fetch` and of the proxy, that belong to something followed: each has a span that names whom it goes to, never
 * what it asks for. Only `peers`, our own services' origins, are told of the trace. Gives how to stop.
 */
export function followCalls(peers: ReadonlySet<string>): () => void {
  const calls = new WeakMap<object, Span>()
  const began = (message: unknown) => {
    if (!isRequestNews(message) || !isFollowed()) return
    const { request } = message
    const { origin, hostname, port } = new URL(request.origin)
    const span = beginSpan(request.method, {
      kind: 'CLIENT',
      attributes: {
        'http.request.method': request.method,
        'server.address': hostname,
        ...(port !== '' && { 'server.port': Number(port) }),
      },
    })
    calls.set(request, span)
    const traceparent = traceparentOf(span)
    if (traceparent !== undefined && peers.has(origin)) request.addHeader('traceparent', traceparent)
  }
  const answered = (message: unknown) => {
    if (!isRequestNews(message)) return
    const span = calls.get(message.request)
    const status = statusOf(message)
    if (span === undefined || status === undefined) return
    span.setAttribute('http.response.status_code', status)
    if (status >= 400) span.setStatus({ code: SpanStatusCode.ERROR })
  }
  const ended = (message: unknown) => {
    if (isRequestNews(message)) calls.get(message.request)?.end()
  }
  const failed = (message: unknown) => {
    const span = isRequestNews(message) ? calls.get(message.request) : undefined
    if (span === undefined) return
    failSpan(span, isRequestNews(message) ? message.error : undefined)
    span.end()
  }
  const hearings = [
    ['undici:request:create', began],
    ['undici:request:headers', answered],
    ['undici:request:trailers', ended],
    ['undici:request:error', failed],
  ] as const
  for (const [name, hear] of hearings) subscribe(name, hear)
  return () => {
    for (const [name, hear] of hearings) unsubscribe(name, hear)
  }
}

interface RequestNews {
  request: OutgoingRequest
  response?: unknown
  error?: unknown
}

function isRequestNews(message: unknown): message is RequestNews {
  if (typeof message !== 'object' || message === null || !('request' in message)) return false
  const { request } = message
  return (
    typeof request === 'object' &&
    request !== null &&
    'origin' in request &&
    'method' in request &&
    'addHeader' in request
  )
}

function statusOf({ response }: RequestNews): number | undefined {
  if (typeof response !== 'object' || response === null || !('statusCode' in response)) return undefined
  return typeof response.statusCode === 'number' ? response.statusCode : undefined
}
