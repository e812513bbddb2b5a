import './no-telemetry.ts'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { BatchNews, BatchOrder, BatchSetup } from './batch-worker.ts'
import type { WorkerSetup } from './mood-worker.ts'
import { ProviderMissing } from './provider.ts'

/** The thread that owns the graphics card: every reading thread sends it aligned faces, and it runs them together. */
export interface BatchThread {
  /** A line to it for one reading thread, to be transferred there. */
  connect(): MessagePort
  /** Settles when it has ended; its lines are closed then. */
  ended: Promise<void>
  close(): Promise<void>
}

/** Starts it and waits until its network is warm; `onBatch` hears how many faces ran together. Throws {@link ProviderMissing}. */
export async function openBatchThread(
  setup: BatchSetup,
  onBatch: (faces: number) => void = () => undefined,
): Promise<BatchThread> {
  const worker = new Worker(new URL('./batch-worker.ts', import.meta.url), {
    workerData: setup,
    name: 'batch',
  })
  const ended = Promise.withResolvers<void>()
  const told = Promise.withResolvers<Exclude<BatchNews, { kind: 'ran' }>>()
  worker.on('message', (news: BatchNews) => {
    if (news.kind === 'ran') onBatch(news.faces)
    else told.resolve(news)
  })
  // An error ends the thread; its reading threads notice by their closed lines.
  worker.on('error', told.reject)
  worker.on('exit', () => ended.resolve())
  const news = await told.promise
  if (news.kind === 'missing') throw new ProviderMissing()
  if (news.kind === 'failed') throw new Error(news.reason)
  const order = (what: BatchOrder, transfer: MessagePort[] = []) => worker.postMessage(what, transfer)
  return {
    connect() {
      const { port1, port2 } = new MessageChannel()
      order({ port: port1 }, [port1])
      return port2
    },
    ended: ended.promise,
    async close() {
      order('stop')
      await ended.promise
    },
  }
}

/** A card's batch is cheap to fill and dear to miss: a frame's age grows by `waitMs` at most. */
const LIMITS = { most: 32, waitMs: 2 }

/** Lines to one thread that runs batches, which is started with the first line and anew when it has ended. */
export function createBatchLines(
  { root, models, provider = 'cpu' }: WorkerSetup,
  onBatch?: (faces: number) => void,
) {
  let current: Promise<BatchThread> | undefined
  const start = async () => {
    const thread = await openBatchThread({ root, emotion: models.emotion, provider, limits: LIMITS }, onBatch)
    void thread.ended.then(() => {
      current = undefined
    })
    return thread
  }
  return {
    async connect(): Promise<MessagePort> {
      current ??= start()
      const opening = current
      return (await opening).connect()
    },
    async close(): Promise<void> {
      await (await current)?.close()
    },
  }
}
