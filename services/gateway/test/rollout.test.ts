import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { frameCodec } from '@mooddj/shared/frame'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { type InferenceProcess, startInference } from './inference-process.ts'
import { openSocket, startGateway, type TestGateway, type TestSocket } from './start-house.ts'
import { until } from './until.ts'

/** What is promised of a rollout: no session is away for longer. */
const AWAY_MAX_MS = 5_000
const EVERY_MS = 200
/** How a page comes back at first (its own back-off doubles from a quarter of a second). */
const COME_BACK_MS = 250

interface Gateway {
  readonly url: string
  readonly close: () => Promise<void>
}

/** A page with its camera on, that comes back by itself wherever a gateway takes it. */
interface Visit {
  readonly sockets: TestSocket[]
  /** When a mood was heard, ms. */
  readonly heard: number[]
  leave(): void
}

describe('a rollout under three live sessions', () => {
  let house: TestGateway
  let smile: Buffer
  const gateways: Gateway[] = []
  const inferences: InferenceProcess[] = []
  const visits: Visit[] = []
  before(async () => {
    house = await startGateway()
    smile = await smilingFrame()
    gateways.push({ url: house.url, close: () => house.app.close() }, await house.another())
    inferences.push(await startInference(house), await startInference(house))
  })
  after(async () => {
    for (const visit of visits) visit.leave()
    for (const inference of inferences) await inference.end('SIGKILL')
    for (const gateway of gateways) await gateway.close()
    await house.stop()
  })

  const visit = async (number: number): Promise<Visit> => {
    const listener = house.issuer.signIn()
    const sockets: TestSocket[] = []
    const heard: number[] = []
    let frame = 0
    let hasLeft = false
    const come = async () => {
      // As a balancer would: any of those that are not on their way out.
      const gateway = gateways[(number + sockets.length) % gateways.length]
      const socket = await openSocket(gateway ?? { url: '' }, listener, sockets[0]?.sessionId)
      sockets.push(socket)
      socket.socket.on('message', (data: Buffer) => {
        if (data.toString().startsWith('{"type":"mood"')) heard.push(performance.now())
      })
      socket.socket.once('close', () => void comeBack())
    }
    const comeBack = async () => {
      while (!hasLeft) {
        await wait(COME_BACK_MS)
        const isIn = await come().then(
          () => true,
          () => false,
        )
        if (isIn) return
      }
    }
    await come()
    const camera = setInterval(() => {
      frame += 1
      const { socket } = sockets.at(-1) ?? {}
      if (socket?.readyState === socket?.OPEN)
        socket?.send(frameCodec.encode({ number: frame, capturedAt: Date.now(), jpeg: smile }))
    }, EVERY_MS)
    return {
      sockets,
      heard,
      leave() {
        hasLeft = true
        clearInterval(camera)
        sockets.at(-1)?.socket.terminate()
      },
    }
  }
  const everyoneHears = () => {
    const since = performance.now()
    return until(() => visits.every(({ heard }) => (heard.at(-1) ?? 0) > since), 20_000)
  }
  const saidLast = ({ sockets }: Visit) => sockets.at(-1)?.said.find(({ type }) => type === 'settled')

  test('each has a settled mood', async () => {
    visits.push(...(await Promise.all([0, 1, 2].map(visit))))
    await Promise.all(visits.map(async ({ sockets }) => sockets[0]?.next('settled', 30_000)))
  })

  test('every gateway is replaced: each session goes on elsewhere with its settled mood', async () => {
    for (const old of gateways.slice()) {
      gateways.push(await house.another())
      gateways.splice(gateways.indexOf(old), 1)
      await old.close()
      await everyoneHears()
    }
    for (const each of visits) {
      assert.ok(each.sockets.length > 1, 'it came back')
      assert.equal(new Set(each.sockets.map(({ sessionId }) => sessionId)).size, 1)
      assert.match(JSON.stringify(saidLast(each)), /"happy"/)
      const codes = await Promise.all(each.sockets.slice(0, -1).map((socket) => socket.closed()))
      assert.deepEqual([...new Set(codes.map(({ code }) => code))], [1012])
    }
  })

  test('every inference process is replaced: nobody has to come back for it', async () => {
    const before = visits.map(({ sockets }) => sockets.length)
    for (const old of inferences.slice()) {
      inferences.push(await startInference(house))
      inferences.splice(inferences.indexOf(old), 1)
      await old.end()
      await everyoneHears()
    }
    assert.deepEqual(
      visits.map(({ sockets }) => sockets.length),
      before,
    )
  })

  test('no session was away for longer than is promised', (t) => {
    const gaps = visits.map(({ heard }) =>
      Math.max(...heard.slice(1).map((at, index) => at - (heard[index] ?? at))),
    )
    t.diagnostic(`longest time without a mood: ${gaps.map((gap) => `${Math.round(gap)} ms`).join(', ')}`)
    assert.ok(Math.max(...gaps) <= AWAY_MAX_MS)
  })
})
