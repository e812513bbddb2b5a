import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '@mooddj/dj/ports'
import { until } from './until.ts'
import type { TestGateway } from './start-house.ts'

/** A real inference process behind a test's gateway. */
export interface InferenceProcess {
  /** Frames that it has read so far. */
  read(): Promise<number>
  signal(signal: NodeJS.Signals): void
  /** Ends it, in good order unless told otherwise; resolves when it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>
}

/** Starts one thread's worth of the inference service on the gateway's servers and waits until it is ready. */
export async function startInference(gateway: TestGateway): Promise<InferenceProcess> {
  const opsPort = await freePort()
  const ops = `http://127.0.0.1:${opsPort}`
  const child: ChildProcess = spawn(process.execPath, ['src/main.ts'], {
    cwd: fileURLToPath(new URL('../../inference', import.meta.url)),
    env: {
      ...process.env,
      PORT: '0',
      OPS_PORT: String(opsPort),
      LOG_LEVEL: 'error',
      NATS_URL: gateway.servers.natsUrlOf('inference'),
      REDIS_URL: gateway.servers.redisUrlOf('inference'),
      AUTH_URL: gateway.issuer.url,
      INFERENCE_THREADS: '1',
    },
    stdio: 'inherit',
  })
  const isReady = () =>
    fetch(`${ops}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  await until(isReady, 60_000)
  return {
    async read() {
      const text = await (await fetch(`${ops}/metrics`)).text()
      return Number(/^mooddj_frame_age_seconds_count\{.*\} (\d+)$/m.exec(text)?.[1] ?? 0)
    },
    signal: (signal) => void child.kill(signal),
    async end(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill(signal)
      child.kill('SIGCONT')
      await gone
    },
  }
}
