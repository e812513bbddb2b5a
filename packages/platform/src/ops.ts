import fastify from 'fastify'
import type { Registry } from 'prom-client'
import type { App } from './app.ts'
import type { ServiceConfig } from './config.ts'

/** Says whether something that the service stands on answers; rejects when not, with {@link NotReady} where operators are to read why. */
export type Check = () => Promise<void>

/** Why a service is not ready, in plain words that hold no secret: shown at `/readyz`. */
export class NotReady extends Error {
  override name = 'NotReady'
}

const CHECK_TIMEOUT_MS = 2_000

/**
 * Opens the port for operators: `/livez` (the process runs), `/readyz` (it listens, everything it stands on answers, and it is not
 * on its way out), `/metrics` (Prometheus text). Never the public port.
 */
export async function openOps(
  app: App,
  config: ServiceConfig,
  { checks, metrics }: { checks: Readonly<Record<string, Check>>; metrics: Registry },
): Promise<{ port: number }> {
  const ops = fastify({ logger: false, forceCloseConnections: true })
  let closing = false
  app.addHook('preClose', (done) => {
    closing = true
    done()
  })
  app.addHook('onClose', () => ops.close())

  ops.get('/livez', () => ({ status: 'ok' }))
  ops.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => ({ name, ...(await answers(check)) })),
    )
    const ready = app.server.listening && !closing && results.every(({ ok }) => ok)
    const reasons = results.flatMap(({ name, reason }) => (reason === undefined ? [] : [[name, reason]]))
    return reply.code(ready ? 200 : 503).send({
      ready,
      closing,
      checks: Object.fromEntries(results.map(({ name, ok }) => [name, ok])),
      ...(reasons.length > 0 && { reasons: Object.fromEntries(reasons) }),
    })
  })
  ops.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  )

  const address = await ops.listen({ host: config.HOST, port: config.OPS_PORT })
  return { port: Number(new URL(address).port) }
}

async function answers(check: Check): Promise<{ ok: boolean; reason?: string }> {
  const { promise: timeout, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('timeout')), CHECK_TIMEOUT_MS)
  try {
    await Promise.race([check(), timeout])
    return { ok: true }
  } catch (error) {
    // A failed check is the answer itself; the part that failed logs why.
    return error instanceof NotReady ? { ok: false, reason: error.message } : { ok: false }
  } finally {
    clearTimeout(timer)
  }
}
