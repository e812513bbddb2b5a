import type { App } from '@mooddj/platform/app'
import { createBatchLines } from './batch-thread.ts'
import { type MoodThread, openMoodThread } from './mood-thread.ts'
import type { Answer, Job, WorkerSetup } from './mood-worker.ts'

/** Threads that read pictures, each one at a time. */
export interface ThreadCrew {
  /** How many threads there are meant to be. */
  readonly size: number
  /** How many there are now. */
  readonly present: number
  /** How many threads have nothing to do. */
  readonly free: number
  /** Gives a job to a free thread; there must be one. */
  read(job: Job): Promise<Answer>
}

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 30_000

/**
 * Starts `size` threads and waits until all are warm. One that ends by a fault is replaced, after a pause that doubles while it keeps
 * failing.
 * @param onFree called when a thread has become free
 * @param onBatch called when faces have run together, which they do on a graphics card
 */
export async function openThreadCrew(
  app: App,
  {
    size,
    setup,
    onFree,
    onBatch,
  }: { size: number; setup: WorkerSetup; onFree: () => void; onBatch: (faces: number) => void },
): Promise<ThreadCrew> {
  const idle: MoodThread[] = []
  const threads = new Set<MoodThread>()
  const closing = new AbortController()
  const batches = setup.provider === 'cuda' ? createBatchLines(setup, onBatch) : undefined
  const open = async () => openMoodThread(setup, await batches?.connect())

  const join = (thread: MoodThread) => {
    threads.add(thread)
    idle.push(thread)
    void thread.ended.then(() => {
      threads.delete(thread)
      const place = idle.indexOf(thread)
      if (place >= 0) idle.splice(place, 1)
      if (!closing.signal.aborted) void replace(FIRST_RETRY_MS)
    })
  }
  const replace = async (pauseMs: number): Promise<void> => {
    app.log.error({ pauseMs }, 'a reading thread ended; starting another')
    await pause(pauseMs, closing.signal)
    if (closing.signal.aborted) return
    try {
      join(await open())
      onFree()
    } catch (err) {
      app.log.error({ err }, 'a reading thread could not be started')
      await replace(Math.min(2 * pauseMs, LAST_RETRY_MS))
    }
  }

  for (const thread of await Promise.all(Array.from({ length: size }, open))) join(thread)
  app.addHook('onClose', async () => {
    closing.abort()
    await Promise.all([...threads].map((thread) => thread.close()))
    await batches?.close()
  })

  return {
    size,
    get present() {
      return threads.size
    },
    get free() {
      return idle.length
    },
    async read(job) {
      const thread = idle.pop()
      if (!thread) throw new Error('every thread is busy')
      const answer = await thread.read(job)
      if (threads.has(thread)) idle.push(thread)
      return answer
    },
  }
}

/** Resolves after `ms`, or as soon as `signal` aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    resolve()
  })
  return promise
}
