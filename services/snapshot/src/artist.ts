import type { App } from '@mooddj/platform/app'
import { PhotoUnreadable } from '@mooddj/platform/photo-upload'
import { retryLater } from '@mooddj/platform/problem'
import { Piscina } from 'piscina'
import type { CardOrder } from './card-order.ts'
import type { Config } from './config.ts'
import { ArtistsBusy } from './problems.ts'

/** Turns an order into a 1080×1920 JPEG. */
export type DrawCard = (order: CardOrder) => Promise<Buffer>

const QUEUE_LIMIT = 32
const TIME_LIMIT_MS = 15_000

/**
 * Draws cards in worker threads, so that the event loop never waits for a picture.
 * @throws {PhotoUnreadable} from the function it gives, when the photo does not decode
 * @throws {ArtistsBusy} when {@link QUEUE_LIMIT} orders wait already, or one waited for too long
 */
export function openArtist(app: App, config: Config): DrawCard {
  const pool = new Piscina<CardOrder, { jpeg: Uint8Array } | { unreadable: true }>({
    filename: new URL('draw-worker.ts', import.meta.url).href,
    minThreads: config.DRAW_THREADS,
    maxThreads: config.DRAW_THREADS,
    maxQueue: QUEUE_LIMIT,
  })
  app.addHook('onClose', () => pool.close())

  return async (order) => {
    if (pool.queueSize >= QUEUE_LIMIT) throw retryLater(ArtistsBusy(), 2)
    const signal = AbortSignal.timeout(TIME_LIMIT_MS)
    const drawn = await pool.run(order, { name: 'draw', signal }).catch((cause: unknown) => {
      // The time runs from the moment the order waits, so under load it is the queue that took it.
      throw signal.aborted ? Object.assign(retryLater(ArtistsBusy(), 2), { cause }) : cause
    })
    if ('unreadable' in drawn) throw PhotoUnreadable()
    return Buffer.from(drawn.jpeg)
  }
}
