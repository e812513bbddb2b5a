import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { PROBLEM_MEDIA_TYPE } from '@mooddj/shared/problem'
import { ownProblem } from '../api/api-problem.ts'

/** Headers that belong to one connection (RFC 9110, 7.6.1) and are never passed on. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'expect',
])

const unreachable = ownProblem('GATEWAY_UNREACHABLE', 503)

/**
 * Passes one API call on to the gateway and streams its answer back: method, body, cookies, origin and the forwarded
 * address unchanged. A gateway that does not answer gives 503 with `Retry-After`.
 */
export async function forwardToGateway(request: Request, gatewayUrl: string): Promise<Response> {
  const from = new URL(request.url)
  const to = new URL(`${from.pathname}${from.search}`, gatewayUrl)
  try {
    const answer = await send(request, to)
    const status = answer.statusCode ?? 502
    const headers = passedOn(answer.rawHeaders)
    const bodiless = request.method === 'HEAD' || status === 204 || status === 304
    if (bodiless) answer.resume()
    // A response can also fail half-way, which ends the stream to the browser as it ended here.
    return new Response(bodiless ? null : streamOf(answer), { status, headers })
  } catch {
    return new Response(JSON.stringify(unreachable), {
      status: 503,
      headers: { 'content-type': PROBLEM_MEDIA_TYPE, 'retry-after': '1', 'cache-control': 'no-store' },
    })
  }
}

function send(request: Request, to: URL): Promise<IncomingMessage> {
  const open = to.protocol === 'https:' ? httpsRequest : httpRequest
  const headers = Object.fromEntries([...request.headers].filter(([name]) => !HOP_BY_HOP.has(name)))
  return new Promise((resolve, reject) => {
    const outgoing = open(to, { method: request.method, headers, signal: request.signal }, resolve)
    outgoing.on('error', reject)
    if (!request.body) {
      outgoing.end()
      return
    }
    // The gateway may answer (413) and close before the body is through; its answer counts, not the broken pipe.
    pipeline(chunksOf(request.body), outgoing).catch(() => outgoing.destroy())
  })
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
}

function passedOn(rawHeaders: readonly string[]): Headers {
  const headers = new Headers()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    if (!HOP_BY_HOP.has(name.toLowerCase())) headers.append(name, rawHeaders[index + 1] ?? '')
  }
  return headers
}

function streamOf(answer: IncomingMessage): ReadableStream<Uint8Array> {
  const reader = answer[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.next()
      if (done) controller.close()
      else controller.enqueue(new Uint8Array(value))
    },
    cancel: () => {
      answer.destroy()
    },
  })
}
