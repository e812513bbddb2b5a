import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, type Server, createServer } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { WebSocket, WebSocketServer } from 'ws'
import { ensureCertificate } from '@mooddj/dj/certificate'
import { createFront } from '@mooddj/dj/lan-front'
import { freePort } from '@mooddj/dj/ports'
import { createTemporaryData } from './temporary-data.ts'

describe('the HTTPS front', () => {
  const data = createTemporaryData()
  const gateway = createServer((from, to) => to.end(JSON.stringify({ at: 'gateway', headers: from.headers })))
  const page = createServer((_, to) => to.end('page'))
  let front: ReturnType<typeof createFront>
  let port = 0

  before(async () => {
    const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'mooddj.v1' })
    gateway.on('upgrade', (from, socket, head) => {
      if (from.url?.includes('ticket=good') !== true) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n')
        return
      }
      sockets.handleUpgrade(from, socket, head, (live) => {
        live.on('message', (message, isBinary) => {
          live.send(message, { binary: isBinary })
          if (!isBinary) live.close(1008, 'told to')
        })
      })
    })
    const certificate = await ensureCertificate(data.folder, '127.0.0.1', () => undefined)
    front = createFront({ ...certificate, gatewayPort: await listen(gateway), pagePort: await listen(page) })
    port = await listen(front)
  })
  after(() => {
    for (const server of [front, gateway, page]) {
      server.close()
      server.closeAllConnections()
    }
    data.remove()
  })

  async function listen(server: Server | ReturnType<typeof createFront>): Promise<number> {
    server.listen(await freePort(), '127.0.0.1')
    await once(server, 'listening')
    const address: AddressInfo | string | null = server.address()
    assert.ok(address !== null && typeof address === 'object')
    return address.port
  }

  async function get(path: string, headers = {}): Promise<{ status: number | undefined; body: string }> {
    const asked = request({
      host: '127.0.0.1',
      port,
      path,
      headers,
      rejectUnauthorized: false,
      agent: false,
    }).end()
    const [answer]: IncomingMessage[] = await once(asked, 'response')
    assert.ok(answer)
    return { status: answer.statusCode, body: await text(answer) }
  }

  const live = (ticket: string) =>
    new WebSocket(`wss://127.0.0.1:${port}/v1/live?ticket=${ticket}`, ['mooddj.v1'], {
      rejectUnauthorized: false,
    })

  test('sends /v1 to the gateway and everything else to the page', async () => {
    assert.match((await get('/v1/openapi.json')).body, /gateway/)
    assert.equal((await get('/')).body, 'page')
    assert.equal((await get('/v1abc')).body, 'page')
  })

  test('tells the gateway who asked, whatever the asker claims', async () => {
    const { body } = await get('/v1/auth/me', { 'x-forwarded-for': '203.0.113.9' })
    assert.match(body, /"x-forwarded-for":"127\.0\.0\.1"/)
    assert.match(body, /"x-forwarded-proto":"https"/)
  })

  test('carries the live socket with its subprotocol, binary frames and close codes', async () => {
    const socket = live('good')
    await once(socket, 'open')
    assert.equal(socket.protocol, 'mooddj.v1')
    socket.send(Buffer.from([1, 2, 3]))
    const [echo, isBinary] = await once(socket, 'message')
    assert.deepEqual([...echo], [1, 2, 3])
    assert.equal(isBinary, true)
    socket.send('text')
    const [code] = await once(socket, 'close')
    assert.equal(code, 1008)
  })

  test('lets the gateway refuse a socket before the upgrade', async () => {
    const [, answer] = await once(live('old'), 'unexpected-response')
    assert.equal(answer.statusCode, 401)
  })

  test('answers with a named problem while the gateway is away', async () => {
    gateway.close()
    gateway.closeAllConnections()
    const { status, body } = await get('/v1/playlists')
    assert.equal(status, 503)
    assert.match(body, /"code":"HOUSE_AWAY"/)
  })
})
