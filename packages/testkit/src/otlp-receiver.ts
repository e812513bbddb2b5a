import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { readSpans, type ToldSpan } from './otlp-message.ts'

/** Stands where Tempo or a collector would: takes traces by OTLP over HTTP, and only as the protocol describes them. */
export interface OtlpReceiver {
  /** What a service is told as OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string
  /** Every span that came, in the order of arrival. */
  readonly spans: readonly ToldSpan[]
  /** Everything that came, as it came. */
  readonly bodies: readonly Buffer[]
  /** Why something was refused. */
  readonly refusals: readonly string[]
  /** The spans of the first trace that `isWhole` says is complete; rejects when none is in time. */
  trace(isWhole: (spans: readonly ToldSpan[]) => boolean, withinMs?: number): Promise<readonly ToldSpan[]>
  stop(): Promise<void>
}

const DEADLINE_MS = 20_000

/** Starts one on a free loopback port. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ToldSpan[] = []
  const bodies: Buffer[] = []
  const refusals: string[] = []
  const news = new EventTarget()
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request)
    try {
      if (request.method !== 'POST' || request.url !== '/v1/traces')
        throw new Error(`${request.method} ${request.url}`)
      if (request.headers['content-type'] !== 'application/x-protobuf')
        throw new Error(`content type ${request.headers['content-type']}`)
      bodies.push(body)
      spans.push(...readSpans(body))
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end()
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error))
      response.writeHead(400).end()
    }
    news.dispatchEvent(new Event('spans'))
  }
  // Whatever it throws, it has answered with.
  const server = createServer((request, response) => void take(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined

  const find = (isWhole: (spans: readonly ToldSpan[]) => boolean) => {
    const traces = Map.groupBy(spans, ({ traceId }) => traceId)
    return [...traces.values()].find(isWhole)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    bodies,
    refusals,
    async trace(isWhole, withinMs = DEADLINE_MS) {
      const signal = AbortSignal.timeout(withinMs)
      for (;;) {
        const found = find(isWhole)
        if (found !== undefined) return found
        await once(news, 'spans', { signal })
      }
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
