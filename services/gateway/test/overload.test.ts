import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type Frame, frameCodec } from '@mooddj/shared/frame'
import type { ServerMessage } from '@mooddj/shared/live-protocol'
import sharp from 'sharp'
import {
  type FakeInference,
  faceOf,
  probabilitiesOf,
  readingOf,
  startFakeInference,
} from './fake-inference.ts'
import { openSocket, startGateway, type TestGateway, type TestSocket } from './start-house.ts'
import { until } from './until.ts'

const happy = faceOf(probabilitiesOf('happy'))

describe('more frames than inference can read', () => {
  let gateway: TestGateway
  let inference: FakeInference
  let jpeg: Buffer
  /** Frames that the slow worker has taken and not yet read, in order. */
  const queue: { frame: Frame; sessionId: string }[] = []
  let longest = 0
  let frameTakesMs = 20
  let isWorking = false
  /** Loses what it takes, as a worker does that dies with it. */
  let isLosing = false
  const work = async () => {
    isWorking = true
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await wait(frameTakesMs)
      const { number, capturedAt } = next.frame
      const reading = readingOf([happy], { number, capturedAt })
      inference.answer(next.sessionId, { outcome: 'reading', reading })
    }
    isWorking = false
  }

  before(async () => {
    gateway = await startGateway()
    inference = await startFakeInference(gateway.servers.natsUrl, (frame, sessionId) => {
      if (isLosing) return
      queue.push({ frame, sessionId })
      longest = Math.max(longest, queue.length)
      if (!isWorking) void work()
    })
    jpeg = await sharp({ create: { width: 48, height: 36, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer()
  })
  after(async () => {
    queue.length = 0
    await until(() => !isWorking)
    await inference.stop()
    await gateway.stop()
  })

  /** Sends at this rate for so long; gives how many were sent. */
  const film = async (
    sockets: readonly TestSocket[],
    { perSecond, seconds }: { perSecond: number; seconds: number },
  ) => {
    const count = perSecond * seconds
    const begun = performance.now()
    for (let number = 0; number < count; number++) {
      for (const { socket } of sockets)
        socket.send(frameCodec.encode({ number, capturedAt: Date.now(), jpeg }))
      await wait(Math.max(0, begun + ((number + 1) * 1000) / perSecond - performance.now()))
    }
    return count
  }
  const of = <T extends ServerMessage['type']>(socket: TestSocket, type: T) =>
    socket.said.filter((message): message is Extract<ServerMessage, { type: T }> => message.type === type)

  test('the newest wins: one frame at a time, none older than it need be, and the rest is told as slow', async () => {
    frameTakesMs = 200
    const socket = await openSocket(gateway, gateway.issuer.signIn())
    await film([socket], { perSecond: 20, seconds: 4 })
    const moods = of(socket, 'mood')
    assert.ok(moods.length >= 10 && moods.length <= 21, `${moods.length} moods`)
    assert.ok(longest <= 1)
    // While one is read for 200 ms, four more come: of them only the last goes next.
    const steps = moods.slice(1).map((mood, index) => mood.number - (moods[index]?.number ?? 0))
    assert.ok(
      steps.every((step) => step >= 3),
      String(steps),
    )
    const slow = of(socket, 'slow')
    assert.ok(slow.length >= 2 && slow.length <= 5, `${slow.length} times slow`)
    const { intervalMs } = slow.at(-1) ?? { intervalMs: 0 }
    assert.ok(intervalMs >= 150 && intervalMs <= 350, `${intervalMs} ms`)
    await socket.close()
  })

  test('thirty sessions at four times what can be read: everyone is served alike and no queue grows', async () => {
    frameTakesMs = 5
    longest = 0
    const sockets = await Promise.all(
      Array.from({ length: 30 }, () => openSocket(gateway, gateway.issuer.signIn())),
    )
    const taken = inference.taken.length
    await film(sockets, { perSecond: 20, seconds: 5 })
    const counts = sockets.map((socket) => of(socket, 'mood').length)
    const total = counts.reduce((sum, count) => sum + count, 0)
    assert.ok(
      Math.min(...counts) >= 0.7 * Math.max(...counts),
      `from ${Math.min(...counts)} to ${Math.max(...counts)}`,
    )
    assert.ok(total >= 150, `${total} moods`)
    assert.ok(longest <= 30, `${longest} waited at once`)
    assert.ok(inference.taken.length - taken <= total + 30)
    assert.ok(sockets.every((socket) => of(socket, 'slow').length > 0))
    await Promise.all(sockets.map((socket) => socket.close()))
  })

  test('a worker that loses a frame stops nobody: the next frames are read', async () => {
    frameTakesMs = 1
    const socket = await openSocket(gateway, gateway.issuer.signIn())
    const taken = inference.taken.length
    isLosing = true
    socket.socket.send(frameCodec.encode({ number: 1, capturedAt: 0, jpeg }))
    await until(() => inference.taken.length > taken)
    isLosing = false
    socket.socket.send(frameCodec.encode({ number: 2, capturedAt: 0, jpeg }))
    assert.equal((await socket.next('mood')).number, 2)
    await socket.close()
  })

  test('more than thirty frames a second are not even asked for', async () => {
    frameTakesMs = 0
    const socket = await openSocket(gateway, gateway.issuer.signIn())
    const before = inference.taken.length
    for (let number = 0; number < 200; number++)
      socket.socket.send(frameCodec.encode({ number, capturedAt: 0, jpeg }))
    await socket.next('slow')
    await socket.close()
    assert.ok(inference.taken.length - before <= 40)
  })
})
