import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { isPrivateAddress, ownPrivateAddress } from '@mooddj/platform/private-address'
import { answerPrivateWires, dialPrivateWire, type PrivateWire } from '@mooddj/platform/private-wire'
import { eventually } from './ground.ts'

const MAX_BYTES = 100_000
const secret = randomBytes(32).toString('hex')

describe('a wire between two processes', () => {
  let port: number
  let close: () => Promise<void>
  let open = 0
  const heard: Uint8Array[] = []
  before(async () => {
    const answering = await answerPrivateWires(
      { host: '127.0.0.1', port: 0, secret },
      {
        maxBytes: MAX_BYTES,
        onOpen: () => (open += 1),
        onClose: () => (open -= 1),
        onMessage: (message, wire) => {
          heard.push(message)
          wire.send(message.subarray(0, 1), message.subarray(1))
        },
      },
    )
    port = answering.port
    close = answering.close
  })
  after(() => close())

  /** Calls, and gathers what comes back. */
  const dial = async (given = secret) => {
    const echoes: Uint8Array[] = []
    const closed = Promise.withResolvers<string>()
    let signs = 0
    const wire = await dialPrivateWire(
      { host: '127.0.0.1', port, secret: given },
      {
        maxBytes: MAX_BYTES,
        onMessage: (message) => echoes.push(message),
        onClose: closed.resolve,
        onSign: () => (signs += 1),
      },
    )
    return { wire, echoes, closed: closed.promise, signs: () => signs }
  }
  const stranger = async (...pieces: Uint8Array[]) => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    for (const piece of pieces) socket.write(piece)
    return socket.resume()
  }
  const cut = async (socket: Socket) => {
    socket.on('error', () => undefined)
    if (!socket.closed) await once(socket, 'close', { signal: AbortSignal.timeout(4_000) })
  }
  const message = (bytes: Uint8Array) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(bytes.byteLength)
    return Buffer.concat([length, bytes])
  }

  test('carries messages of every size both ways, in order, each in memory of its own', async () => {
    const { wire, echoes } = await dial()
    const sent = [1, 2, 3, 65_535, 65_536, MAX_BYTES, 5].map((length) => new Uint8Array(randomBytes(length)))
    for (const bytes of sent) wire.send(bytes)
    await eventually(
      async () => echoes.length,
      (count) => count === sent.length,
    )
    assert.deepEqual(echoes, sent)
    assert.ok(echoes.every(({ byteLength, buffer }) => buffer.byteLength === byteLength))
    wire.close()
    assert.equal(wire.send(new Uint8Array(1)), false)
  })

  test('whoever does not hold the secret hears no more than a random number, and is heard by nobody', async () => {
    const before = heard.length
    await assert.rejects(dial('something else'))
    const socket = await stranger(message(randomBytes(64)), message(Buffer.from('let me in')))
    await cut(socket)
    assert.equal(heard.length, before)
  })

  test('a proof that was overheard is of no use on the next call', async () => {
    let overheard = Buffer.alloc(0)
    const relay = createServer((near) => {
      const far = connect(port, '127.0.0.1')
      near.on('data', (piece) => {
        overheard = Buffer.concat([overheard, piece])
        far.write(piece)
      })
      far.pipe(near)
      near.on('error', () => undefined).on('close', () => far.destroy())
    })
    await once(relay.listen(0, '127.0.0.1'), 'listening')
    const address = relay.address()
    assert.ok(address !== null && typeof address === 'object')
    const handlers = { maxBytes: 10, onMessage: () => undefined, onClose: () => undefined }
    const wire = await dialPrivateWire({ host: '127.0.0.1', port: address.port, secret }, handlers)
    wire.close()
    relay.close()
    assert.equal(overheard.byteLength, 68)
    const before = heard.length
    await cut(await stranger(overheard, message(Buffer.from('again'))))
    assert.equal(heard.length, before)
  })

  test('who answers without holding the secret is not trusted with anything', async () => {
    const got: Buffer[] = []
    const impostor = createServer((socket) => {
      socket.on('error', () => undefined).on('data', (piece) => got.push(piece))
      socket.write(message(randomBytes(32)))
      socket.write(message(randomBytes(32)))
    })
    await once(impostor.listen(0, '127.0.0.1'), 'listening')
    const address = impostor.address()
    assert.ok(address !== null && typeof address === 'object')
    const handlers = { maxBytes: 10, onMessage: () => undefined, onClose: () => undefined }
    await assert.rejects(
      dialPrivateWire({ host: '127.0.0.1', port: address.port, secret }, handlers),
      /does not hold the secret/,
    )
    impostor.close()
    // A random number and a proof made for this call alone.
    assert.ok(Buffer.concat(got).byteLength <= 68)
  })

  test('a caller that says nothing, or too much before it has proved itself, is cut', async () => {
    await cut(await stranger())
    const claim = Buffer.alloc(4)
    claim.writeUInt32LE(65)
    await cut(await stranger(claim))
  })

  test('a message longer than any that is taken cuts the wire before it is in memory; others go on', async () => {
    const [loud, other] = [await dial(), await dial()]
    loud.wire.send(new Uint8Array(MAX_BYTES + 1))
    await loud.closed
    other.wire.send(new Uint8Array(7))
    await eventually(
      async () => other.echoes.length,
      (count) => count === 1,
    )
    other.wire.close()
  })

  test('an empty message asks for a sign of life and is answered with one', async () => {
    const { wire, signs, echoes } = await dial()
    const before = signs()
    wire.ping()
    await eventually(
      async () => signs(),
      (count) => count > before,
    )
    assert.deepEqual(echoes, [])
    wire.close()
  })

  test('a peer that does not read is cut, so that nothing waits without bound', async () => {
    const silent = await answerPrivateWires(
      { host: '127.0.0.1', port: 0, secret },
      {
        maxBytes: MAX_BYTES,
        onOpen: () => undefined,
        onClose: () => undefined,
        onMessage: (_message, { send }) => {
          // A flood in answer to one call, which the caller, paused, leaves unread.
          while (send(new Uint8Array(MAX_BYTES)));
          flooded.resolve()
        },
      },
    )
    const flooded = Promise.withResolvers<void>()
    const closed = Promise.withResolvers<string>()
    const wire: PrivateWire = await dialPrivateWire(
      { host: '127.0.0.1', port: silent.port, secret },
      { maxBytes: MAX_BYTES, onMessage: () => undefined, onClose: closed.resolve },
    )
    wire.send(new Uint8Array(1))
    await flooded.promise
    await closed.promise
    await silent.close()
  })

  test('closing ends every call', async () => {
    const { closed } = await dial()
    assert.ok(open >= 1)
    await close()
    await closed
    await eventually(
      async () => open,
      (count) => count === 0,
    )
  })
})

describe('addresses', () => {
  test('of this machine and of private networks are told from those of the internet and from names', () => {
    for (const host of [
      '127.0.0.1',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '::1',
      'fd00::1',
    ])
      assert.ok(isPrivateAddress(host), host)
    for (const host of [
      '0.0.0.0',
      '8.8.8.8',
      '172.32.0.1',
      '192.169.0.1',
      '::',
      '2001:db8::1',
      'localhost',
      '',
    ])
      assert.ok(!isPrivateAddress(host), host)
    assert.ok(!isPrivateAddress('::ffff:8.8.8.8'))
    const own = ownPrivateAddress()
    assert.ok(own === undefined || isPrivateAddress(own))
  })
})
