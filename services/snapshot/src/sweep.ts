import type { App } from '@mooddj/platform/app'
import type { Store } from './store.ts'

const SWEEP_EVERY_MS = 60_000

/** Erases expired cards once a minute. */
export function openSweep(app: App, store: Store): void {
  const sweep = async () => {
    try {
      const erased = await store.deleteExpired(new Date())
      if (erased > 0) app.log.info({ erased }, 'expired cards were erased')
    } catch (err) {
      app.log.warn({ err }, 'expired cards could not be erased yet')
    }
  }
  const timer = setInterval(() => void sweep(), SWEEP_EVERY_MS)
  timer.unref()
  app.addHook('onClose', () => clearInterval(timer))
}
