import { after, afterEach, before, beforeEach } from 'node:test'
import { type Channel, subjectOf } from '@mooddj/shared/channel'
import { frameCodec } from '@mooddj/shared/frame'
import type { MoodDetected } from '@mooddj/shared/mood'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import sharp from 'sharp'
import {
  type FakeInference,
  faceOf,
  probabilitiesOf,
  readingOf,
  startFakeInference,
} from './fake-inference.ts'
import { openSocket, startGateway, type TestGateway, type TestSocket } from './start-house.ts'

type Listener = ReturnType<TestGateway['issuer']['signIn']>

/** A face that is plainly happy: what inference sees unless told otherwise. */
export const happy = faceOf(probabilitiesOf('happy'))

/** What the tests of one file share; each test finds a new listener with an open socket in it. */
export interface LiveRoom {
  readonly gateway: TestGateway
  readonly inference: FakeInference
  readonly nats: NatsConnection
  /** A small gray picture. */
  readonly jpeg: Buffer
  listener: Listener
  live: TestSocket
  /** What inference makes of a frame. */
  answer: (number: number, capturedAt: number) => MoodDetected
  send(number: number, picture?: Uint8Array, capturedAt?: number): void
  say(message: object): void
  /** Tells an event under the listener's account. */
  tell<T>(channel: Channel<T>, message: T): void
  /** Sends frames, as fast as a camera gives them, until a mood settles. */
  settle(): Promise<Awaited<ReturnType<typeof nextSettled>>>
}

const nextSettled = (live: TestSocket) => live.next('settled')
const reading: LiveRoom['answer'] = (number, capturedAt) => ({
  outcome: 'reading',
  reading: readingOf([happy], { number, capturedAt }),
})

/** Starts a gateway with fake inference behind it before the tests of a file, and ends both after. */
export function useLiveRoom(): () => LiveRoom {
  let room: LiveRoom | undefined
  const entered = () => {
    if (room === undefined) throw new Error('the room opens before the first test')
    return room
  }
  before(async () => {
    const gateway = await startGateway()
    room = await furnish(gateway, entered)
  })
  after(async () => {
    await entered().nats.close()
    await entered().inference.stop()
    await entered().gateway.stop()
  })
  beforeEach(async () => {
    const { gateway } = entered()
    const listener = gateway.issuer.signIn()
    Object.assign(entered(), { answer: reading, listener, live: await openSocket(gateway, listener) })
  })
  afterEach(() => entered().live.socket.terminate())
  return entered
}

async function furnish(gateway: TestGateway, entered: () => LiveRoom): Promise<LiveRoom> {
  const inference = await startFakeInference(gateway.servers.natsUrl, ({ number, capturedAt }, sessionId) =>
    inference.answer(sessionId, entered().answer(number, capturedAt)),
  )
  const { host, username, password } = new URL(gateway.servers.natsUrl)
  const nats = await connect({ servers: host, user: username, pass: password })
  const gray = sharp({ create: { width: 48, height: 36, channels: 3, background: '#888' } })
  const listener = gateway.issuer.signIn()
  let nextNumber = 0
  const room: LiveRoom = {
    gateway,
    inference,
    nats,
    jpeg: await gray.jpeg().toBuffer(),
    listener,
    live: await openSocket(gateway, listener),
    answer: reading,
    send: (number, picture = room.jpeg, capturedAt = Date.now()) =>
      room.live.socket.send(frameCodec.encode({ number, capturedAt, jpeg: picture })),
    say: (message) => room.live.socket.send(JSON.stringify(message)),
    tell: (channel, message) =>
      nats.publish(subjectOf(channel, room.listener.accountId), channel.codec.encode(message)),
    async settle() {
      const settled = nextSettled(room.live)
      for (;;) {
        room.send(nextNumber++)
        const won = await Promise.race([settled, room.live.next('mood')])
        if (won.type === 'settled') return won
        await new Promise((resolve) => setTimeout(resolve, 60))
      }
    },
  }
  room.live.socket.terminate()
  return room
}
