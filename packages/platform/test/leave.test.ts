import { createApp } from '@mooddj/platform/app'
import { leaveInGoodOrder } from '@mooddj/platform/leave'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { settings } from './ground.ts'

/** A service with one route, what it was asked, and its port. */
async function open() {
  const app = createApp(settings(), 'leaving')
  let asked = 0
  app.post('/deeds', async () => ({ deed: (asked += 1) }))
  leaveInGoodOrder(app)
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  return { app, port: Number(new URL(origin).port), asked: () => asked }
}

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  await once(socket, 'connect')
  return socket
}

/** Asks on a connection and gives the answer's text. */
async function ask(socket: Socket): Promise<string> {
  socket.write('POST /deeds HTTP/1.1\r\nhost: leaving\r\ncontent-length: 0\r\n\r\n')
  const [answer] = await once(socket, 'data')
  return String(answer)
}

describe('a service that leaves', () => {
  test('answers once more on a connection that it was asked on before, and says that this was the last time', async () => {
    const { app, port, asked } = await open()
    const socket = await connected(port)
    assert.match(await ask(socket), /^HTTP\/1\.1 200 .*\r\nconnection: keep-alive/is)
    const closed = app.close()
    const ended = once(socket, 'end')
    assert.match(await ask(socket), /^HTTP\/1\.1 200 .*\r\nconnection: close/is)
    await Promise.all([ended, closed])
    assert.equal(asked(), 2)
  })

  test('takes no new connection once it has let in whoever had come', async () => {
    const { app, port } = await open()
    const socket = await connected(port)
    await ask(socket)
    const closed = app.close()
    while (app.server.listening) await turn()
    await assert.rejects(connected(port), { code: 'ECONNREFUSED' })
    assert.match(await ask(socket), /^HTTP\/1\.1 200 /)
    await closed
  })

  test('answers everybody who was at the door when it was told to end', async () => {
    const { app, port, asked } = await open()
    const crowd = Array.from({ length: 50 }, async () => ask(connect(port, '127.0.0.1')))
    const closed = app.close()
    const answers = await Promise.all(crowd)
    assert.deepEqual(
      answers.filter((answer) => !answer.startsWith('HTTP/1.1 200 ')),
      [],
    )
    await closed
    assert.equal(asked(), 50)
  })

  test('closes its door in the end when somebody comes at every turn', async () => {
    const { app, port } = await open()
    const closed = app.close()
    while (app.server.listening) {
      const visitor = connect(port, '127.0.0.1', () => visitor.destroy()).on('error', () => visitor.destroy())
      await turn()
    }
    await closed
  })

  test('does not wait for ever for whoever keeps a connection and asks nothing', async () => {
    const { app, port } = await open()
    const idle = await connected(port)
    await ask(idle)
    await Promise.all([once(idle, 'end'), app.close()])
  })

  test('answers whoever offers another protocol as it would without', async () => {
    const { app, port } = await open()
    const socket = await connected(port)
    socket.write(
      'POST /deeds HTTP/1.1\r\nhost: leaving\r\nconnection: upgrade\r\nupgrade: h2c\r\ncontent-length: 0\r\n\r\n',
    )
    const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(5_000) })
    assert.match(String(answer), /^HTTP\/1\.1 200 /)
    socket.destroy()
    await app.close()
  })

  test('lets clients know that they should not keep a connection for longer than it takes to leave', async () => {
    const { app, port } = await open()
    const socket = await connected(port)
    assert.match(await ask(socket), /\r\nkeep-alive: timeout=3\r\n/i)
    await Promise.all([once(socket, 'end'), app.close()])
  })
})
