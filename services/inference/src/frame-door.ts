import { randomBytes } from 'node:crypto'
import type { App } from '@mooddj/platform/app'
import { answerPrivateWires } from '@mooddj/platform/private-wire'
import { isPrivateAddress, ownPrivateAddress } from '@mooddj/platform/private-address'
import { decodeFrameAsked, FRAME_ASKED_MAX_BYTES, frameAnswered } from '@mooddj/shared/frame-path'
import { Gauge, type Registry } from 'prom-client'
import type { Config } from './config.ts'
import { followReading } from './followed-reading.ts'
import type { ReadingDesk } from './reading-desk.ts'

/** Where gateways bring frames. */
export interface FrameDoor {
  host: string
  port: number
  /** What a caller must hold: made anew at each start, told on NATS only. */
  secret: string
  /** Resolves when every frame that was taken is answered. */
  idle(): Promise<void>
}

/**
 * Opens the port that takes frames (0 takes a free one) and answers each frame, with a reading or a named failure, on the connection it came
 * by. A frame leaves no trace but that.
 */
export async function openFrameDoor(
  app: App,
  { host, port: wanted }: { host: string; port: number },
  { desk, metrics }: { desk: ReadingDesk; metrics: Registry },
): Promise<FrameDoor> {
  const secret = randomBytes(32).toString('base64url')
  const inWork = new Set<Promise<void>>()
  let gateways = 0
  const { port, close } = await answerPrivateWires(
    { host, port: wanted, secret },
    {
      maxBytes: FRAME_ASKED_MAX_BYTES,
      onOpen: () => (gateways += 1),
      onClose: () => (gateways -= 1),
      onMessage: (message, wire) => {
        const { ticket, sessionId, frame, traceparent } = decodeFrameAsked(message)
        const follow = followReading(traceparent)
        const work = desk.readFrame(sessionId, frame, follow).then((detected) => {
          follow?.answered(detected.outcome)
          wire.send(frameAnswered.encode({ ticket, waiting: desk.waiting(), detected }))
          inWork.delete(work)
        })
        inWork.add(work)
      },
    },
  )
  app.addHook('onClose', close)
  new Gauge({
    name: 'mooddj_gateways_connected',
    help: 'Gateways that bring frames',
    registers: [metrics],
    collect() {
      this.set(gateways)
    },
  })
  return {
    host,
    port,
    secret,
    idle: async () => {
      while (inWork.size > 0) await Promise.all(inWork)
    },
  }
}

/**
 * The address to take frames at: the loopback or one of a private network.
 * @throws in plain words when it is told another one, or this machine has none
 */
export function chooseDoorHost({ HOST, FRAMES_HOST }: Pick<Config, 'HOST' | 'FRAMES_HOST'>): string {
  const host = FRAMES_HOST ?? (isPrivateAddress(HOST) ? HOST : ownPrivateAddress())
  if (host === undefined) {
    throw new Error(
      'This machine has no address in a private network for gateways to bring frames to: name one in FRAMES_HOST.',
    )
  }
  if (!isPrivateAddress(host))
    throw new Error(
      `FRAMES_HOST must be the loopback or a private network’s address in numbers, not ${host}.`,
    )
  return host
}
