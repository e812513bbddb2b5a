import { root } from '@mooddj/dj/places'
import { freePorts } from './free-ports.ts'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'

const run = promisify(execFile)
const UP_WITHIN_S = 180

/** How many of a service there are, where it is not one. */
type Scale = Readonly<Record<string, number>>

/** The house as docker-compose.yml brings it up, under a name of its own and on free ports. */
export interface ComposeHouse {
  /** The origins of the gateways that there are. */
  gateways(): Promise<[string, ...string[]]>
  readonly page: string
  /** `docker compose up --wait`; gives how long it took, in seconds. */
  up(scale?: Scale): Promise<number>
  /** Ends all of it; what was kept stays. */
  down(): Promise<void>
  /** Ids of a service's containers. */
  containers(service: string): Promise<string[]>
  /** The metrics of one container (Prometheus text). */
  metricsOf(container: string): Promise<string>
  /** Ends all of it and forgets what was kept. */
  close(): Promise<void>
}

/** @param gateways how many gateways may be asked for by `up` */
export async function openComposeHouse({ gateways = 1 } = {}): Promise<ComposeHouse> {
  const name = `mooddj-test-${randomUUID().slice(0, 8)}`
  const [web = 0] = await freePorts(1)
  const ports = await freePorts(gateways)
  const first = ports[0] ?? 0
  const env = {
    ...process.env,
    WEB_PORT: String(web),
    GATEWAY_PORT: gateways === 1 ? String(first) : `${first}-${first + gateways - 1}`,
    GATEWAY_PUBLIC_URL: `http://127.0.0.1:${first}`,
  }
  const compose = async (...args: string[]) => {
    const { stdout } = await run('docker', ['compose', '--project-name', name, ...args], {
      cwd: root,
      env,
      maxBuffer: 64 * 1024 * 1024,
    })
    return stdout
  }
  const containers = async (service: string) => (await compose('ps', '--quiet', service)).trim().split('\n')
  return {
    // Which port of the range a gateway got is the engine's choice.
    async gateways() {
      const published = (await containers('gateway')).map(async (container) => {
        const { stdout } = await run('docker', ['port', container, '8080'])
        return `http://${stdout.trim().split('\n')[0]}`
      })
      const [one = '', ...others] = await Promise.all(published)
      return [one, ...others]
    },
    page: `http://127.0.0.1:${web}`,
    async up(scale = {}) {
      const began = performance.now()
      const scales = Object.entries(scale).flatMap(([service, count]) => ['--scale', `${service}=${count}`])
      const wait = ['--wait', '--wait-timeout', String(UP_WITHIN_S)]
      await compose('up', '--no-build', '--detach', ...wait, ...scales)
      return (performance.now() - began) / 1_000
    },
    down: async () => void (await compose('down')),
    containers,
    async metricsOf(container) {
      const ask = "fetch('http://127.0.0.1:9090/metrics').then((answer) => answer.text()).then(console.log)"
      return (await run('docker', ['exec', container, 'node', '--eval', ask])).stdout
    },
    close: async () => void (await compose('down', '--volumes', '--timeout', '5')),
  }
}
