import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { freePort } from '@mooddj/dj/ports'
import { frameCodec } from '@mooddj/shared/frame'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { type InferenceProcess, startInference } from './inference-process.ts'
import { openSocket, startGateway, type TestGateway, type TestSocket } from './start-house.ts'
import { until } from './until.ts'

/** How soon the others take over, or a newcomer gets work. */
const SOON_MS = 2_000
const EVERY_MS = 250

describe('two inference processes on one NATS', () => {
  let gateway: TestGateway
  let opsPort: number
  let smile: Buffer
  let sockets: TestSocket[]
  let cameras: NodeJS.Timeout | undefined
  const running = new Set<InferenceProcess>()
  const start = async () => {
    const inference = await startInference(gateway)
    running.add(inference)
    return inference
  }
  let first: InferenceProcess
  before(async () => {
    opsPort = await freePort()
    gateway = await startGateway({ OPS_PORT: opsPort })
    smile = await smilingFrame()
  })
  after(async () => {
    clearInterval(cameras)
    for (const { socket } of sockets) socket.terminate()
    for (const inference of running) await inference.end('SIGKILL')
    await gateway.stop()
  })
  const moods = (socket: TestSocket) => socket.said.filter(({ type }) => type === 'mood').length
  /** Resolves when every session has heard two more moods: of two, one at most was on its way before. */
  const everyoneHears = (withinMs: number) => {
    const wanted = sockets.map((socket) => moods(socket) + 2)
    return until(() => sockets.every((socket, index) => moods(socket) >= (wanted[index] ?? 0)), withinMs)
  }
  const readiness = async () => {
    const answer = await fetch(`http://127.0.0.1:${opsPort}/readyz`)
    return { status: answer.status, text: await answer.text() }
  }

  test('before any is there /readyz says why, in plain words; once one has come it is ready', async () => {
    const { status, text } = await readiness()
    assert.equal(status, 503)
    assert.match(text, /No inference process has announced itself/)
    first = await start()
    await until(async () => (await readiness()).status === 200, SOON_MS)
  })

  test('sessions are read by the one that is there', async () => {
    sockets = await Promise.all(Array.from({ length: 6 }, () => openSocket(gateway, gateway.issuer.signIn())))
    let number = 0
    cameras = setInterval(() => {
      number += 1
      for (const { socket } of sockets)
        socket.send(frameCodec.encode({ number, capturedAt: Date.now(), jpeg: smile }))
    }, EVERY_MS)
    await everyoneHears(20_000)
  })

  test('one that comes has work within two seconds, and both go on', async () => {
    const second = await start()
    await until(async () => (await second.read()) > 0, SOON_MS)
    const before = [await first.read(), await second.read()]
    await everyoneHears(20_000)
    await until(
      async () => (await first.read()) > (before[0] ?? 0) && (await second.read()) > (before[1] ?? 0),
    )
  })

  test('one that hangs loses its sessions to the other within two seconds', async () => {
    first.signal('SIGSTOP')
    await everyoneHears(SOON_MS + 2 * EVERY_MS)
    first.signal('SIGCONT')
    const before = await first.read()
    await until(async () => (await first.read()) > before, 20_000)
  })

  test('one that is killed with frames in hand costs no session anything but that', async () => {
    await everyoneHears(20_000)
    await first.end('SIGKILL')
    await everyoneHears(SOON_MS)
    assert.ok(sockets.every(({ socket }) => socket.readyState === socket.OPEN))
    assert.deepEqual(
      sockets.flatMap(({ said }) => said.filter(({ type }) => type === 'error')),
      [],
    )
  })

  test('one that leaves in good order costs nobody a frame', async () => {
    const third = await start()
    await until(async () => (await third.read()) > 0, 20_000)
    await third.end()
    await everyoneHears(SOON_MS)
  })
})
