import { readFileSync } from 'node:fs'
import { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse, request } from 'node:http'
import { type Server, createServer } from 'node:https'
import { connect } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'

/** What the front is told. */
interface FrontConfig {
  /** PEM files. */
  readonly key: string
  readonly certificate: string
  /** Loopback ports that requests go on to. */
  readonly gatewayPort: number
  readonly pagePort: number
}

const away = JSON.stringify({
  type: '/problems/house-away',
  title: 'House away',
  status: 503,
  code: 'HOUSE_AWAY',
  detail: 'That part of Mood DJ is not running right now. It is usually back within seconds: try again.',
})

/**
 * One TLS origin for phones on the local network: `/v1` goes to the gateway, everything else to the page. Requests
 * and answers pass unchanged, the live socket's bytes as they are, so that refusals before the upgrade, close codes
 * and back-pressure stay the gateway's own. The caller listens.
 */
export function createFront({ key, certificate, gatewayPort, pagePort }: FrontConfig): Server {
  const portFor = (from: IncomingMessage) => (/^\/v1(\/|\?|$)/.test(from.url ?? '') ? gatewayPort : pagePort)
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) })
  server.on('request', (from, to) => passRequest(from, to, portFor(from)))
  server.on('upgrade', (from: IncomingMessage, socket: Duplex, head: Buffer) =>
    passUpgrade(from, socket, { head, port: portFor(from) }),
  )
  return server
}

function passRequest(from: IncomingMessage, to: ServerResponse, port: number): void {
  const { method, url: path } = from
  const onward = request({ host: '127.0.0.1', port, method, path, headers: forwardedHeaders(from) })
  onward.on('response', (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers)
    // Either side may go away in the middle; the other is then closed, and there is nobody left to tell.
    pipeline(answer, to, () => undefined)
  })
  onward.on('error', () => {
    if (to.headersSent) to.destroy()
    else to.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '2' }).end(away)
  })
  to.on('close', () => onward.destroy())
  from.pipe(onward)
}

function passUpgrade(
  from: IncomingMessage,
  socket: Duplex,
  { head, port }: { head: Buffer; port: number },
): void {
  const onward = connect(port, '127.0.0.1', () => {
    const lines = Object.entries(forwardedHeaders(from)).flatMap(([name, value]) =>
      [value].flat().map((each) => `${name}: ${each}`),
    )
    onward.write(`${from.method} ${from.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    onward.write(head)
    onward.pipe(socket)
    socket.pipe(onward)
  })
  onward.on('error', () =>
    socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n'),
  )
  socket.on('error', () => onward.destroy())
  onward.on('close', () => socket.destroy())
  socket.on('close', () => onward.destroy())
}

/** The request's headers, with who really asked: what a client claims about that is not passed on. */
function forwardedHeaders(from: IncomingMessage): OutgoingHttpHeaders {
  return {
    ...from.headers,
    'x-forwarded-for': from.socket.remoteAddress ?? '',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': from.headers.host ?? '',
  }
}
