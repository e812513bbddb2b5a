import closeWithGrace from 'close-with-grace'
import type { App } from './app.ts'
import type { ServiceConfig } from './config.ts'

const GRACE_MS = 20_000

/** Serves until the process is told to end; then work in flight has 20 s to finish. */
export async function run(app: App, config: ServiceConfig): Promise<void> {
  closeWithGrace({ delay: GRACE_MS, logger: false }, async ({ err, signal }) => {
    if (err) app.log.fatal({ err }, 'ending after an error that nothing caught')
    else app.log.info({ signal }, 'ending')
    await app.close()
  })
  await app.listen({ host: config.HOST, port: config.PORT })
}
