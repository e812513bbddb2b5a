import type { App } from '@mooddj/platform/app'

/** Forgets up to `limit` things that have had their time; gives how many. */
export type Sweep = (now: Date, limit: number) => Promise<number>

const BATCH = 500
/** So that one sweep of a long neglected table never keeps the database busy for long. */
const MOST_BATCHES = 20

/** Sweeps at the start and then every `intervalMs`, in batches; a sweep that fails is tried again at the next. */
export function openSweeper(app: App, sweeps: readonly Sweep[], intervalMs: number): void {
  let closing = false
  const sweepAll = async () => {
    for (const sweep of sweeps) {
      for (let batch = 0; batch < MOST_BATCHES && !closing; batch += 1) {
        if ((await sweep(new Date(), BATCH)) < BATCH) break
      }
    }
  }
  let running = Promise.resolve()
  const start = () => {
    running = running
      .then(sweepAll)
      .catch((err: unknown) => app.log.warn({ err }, 'sweeping waits for its next turn'))
  }
  start()
  const timer = setInterval(start, intervalMs)
  app.addHook('onClose', async () => {
    closing = true
    clearInterval(timer)
    await running
  })
}
