import closeWithGrace from 'close-with-grace'
import type { App } from './app.ts'
import type { ServiceConfig } from './config.ts'
import { leaveInGoodOrder } from './leave.ts'

const GRACE_MS = 20_000
/** Settings that hold the address of a service of ours. */
const PEERS = ['AUTH_URL', 'INFERENCE_URL', 'PLAYLIST_URL', 'SNAPSHOT_URL'] as const
type Peers = { readonly [name in (typeof PEERS)[number]]?: string }

/**
 * Builds a service and serves until the process is told to end; then work in flight has 20 s to finish. Where the configuration says where
 * traces go, what the service does is followed from here on; elsewhere the code for it is not even loaded.
 */
export async function run<C extends ServiceConfig & Peers>(
  service: string,
  config: C,
  buildApp: (config: C) => Promise<App>,
): Promise<void> {
  const telemetry = await openTelemetryIfAsked(service, config)
  const app = await buildApp(config)
  telemetry?.reportTo(app.log)
  leaveInGoodOrder(app)
  closeWithGrace({ delay: GRACE_MS, logger: false }, async ({ err, signal }) => {
    if (err) app.log.fatal({ err }, 'ending after an error that nothing caught')
    else app.log.info({ signal }, 'ending')
    await app.close()
    await telemetry?.close()
  })
  await app.listen({ host: config.HOST, port: config.PORT })
}

async function openTelemetryIfAsked(service: string, config: ServiceConfig & Peers) {
  if (config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return undefined
  const { openTelemetry } = await import('./telemetry.ts')
  return openTelemetry(config, { service, peers: PEERS.flatMap((name) => config[name] ?? []) })
}
