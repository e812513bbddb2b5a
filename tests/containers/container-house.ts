import { freePort } from '@mooddj/dj/ports'
import { ensureSecrets, networkAddresses } from '@mooddj/setup/ensure-secrets'
import { forContainers, openFolderStore } from '@mooddj/setup/folder-store'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  GenericContainer,
  Network,
  type StartedNetwork,
  type StartedTestContainer,
  Wait,
} from 'testcontainers'
import { startContainer, stopContainer } from './engine.ts'
import { openInfrastructure } from './infrastructure.ts'

const VERSION = process.env['MOODDJ_VERSION'] || 'local'
const STARTS_WITHIN_MS = 120_000

const services = ['auth', 'playlist', 'snapshot', 'inference', 'gateway'] as const
type ServiceName = (typeof services)[number]
type ServerName = 'postgres' | 'redis' | 'nats'

/** What a house of containers is to be like. */
export interface ContainerWishes {
  /** How many of each service there are. */
  readonly replicas?: number
  /** The size, in megabytes, of the disk that NATS keeps its streams on; without it, as large as the machine's. */
  readonly natsDiskMb?: number
}

/** Every image of Mood DJ in one network, with PostgreSQL, Redis and NATS. */
export interface ContainerHouse {
  /** The gateways' origins, one each. */
  readonly gateways: readonly [string, ...string[]]
  /** The page's origin. */
  readonly page: string
  /** Ends a server of the house, and starts it again after this long; its data stay. */
  interrupt(server: ServerName, ms: number): Promise<void>
  server(name: ServerName): StartedTestContainer
  /** The containers of one service. */
  replicas(name: ServiceName): readonly StartedTestContainer[]
  /** Makes every answer and question between the services and PostgreSQL this much later, each way. */
  slowDatabase(ms: number): Promise<void>
  close(): Promise<void>
}

/** Starts all of it and resolves when everything says that it is healthy. The images must have been built. */
export async function openContainerHouse({
  replicas = 1,
  natsDiskMb,
}: ContainerWishes = {}): Promise<ContainerHouse> {
  const closers: (() => unknown)[] = []
  const close = async () => {
    for (const end of closers.toReversed()) await end()
  }
  try {
    const secrets = mkdtempSync(join(tmpdir(), 'mooddj-secrets-'))
    chmodSync(secrets, 0o755)
    closers.push(() => rmSync(secrets, { recursive: true, force: true }))
    await ensureSecrets({ store: openFolderStore(secrets, forContainers), addresses: networkAddresses })
    const network = await new Network().start()
    closers.push(() => network.stop())
    const started = async (container: GenericContainer) => {
      const running = await container.start()
      closers.push(() => running.stop({ timeout: 1_000 }))
      return running
    }
    const infrastructure = await openInfrastructure({
      network,
      secrets,
      started,
      natsDiskMb,
      onClose: (task) => closers.push(task),
    })
    await prepareDatabase(network, secrets)
    const ports = await Promise.all(Array.from({ length: replicas }, freePort))
    const webPort = await freePort()
    const page = `http://127.0.0.1:${webPort}`
    const running = new Map<ServiceName, StartedTestContainer[]>()
    for (const name of services) {
      const copies = Array.from({ length: replicas }, (_, index) => {
        const container = service(name, { network, secrets, publicUrl: page })
        const port = ports[index]
        if (name === 'gateway' && port !== undefined)
          container.withExposedPorts({ container: 8080, host: port })
        return started(container)
      })
      running.set(name, await Promise.all(copies))
    }
    const [first = 0, ...others] = ports
    const origin = (port: number) => `http://127.0.0.1:${port}`
    await started(web(network, { port: webPort, publicUrl: page, gatewayPublicUrl: origin(first) }))
    return {
      gateways: [origin(first), ...others.map(origin)],
      page,
      server: (name) => infrastructure[name],
      replicas: (name) => running.get(name) ?? [],
      slowDatabase: infrastructure.slowDatabase,
      async interrupt(name, ms) {
        const id = infrastructure[name].getId()
        await stopContainer(id)
        await new Promise((resolve) => setTimeout(resolve, ms))
        await startContainer(id)
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** As docker-compose.yml runs them. */
function hardened(image: string, network: StartedNetwork): GenericContainer {
  return new GenericContainer(`mooddj/${image}:${VERSION}`)
    .withNetwork(network)
    .withDroppedCapabilities('ALL')
    .withSecurityOpt('no-new-privileges:true')
    .withStartupTimeout(STARTS_WITHIN_MS)
}

function mount(secrets: string, folder: string) {
  return { source: join(secrets, folder), target: '/run/mooddj', mode: 'ro' as const }
}

/** The database's roles, then each service's schema: what has to be done once. */
async function prepareDatabase(network: StartedNetwork, secrets: string): Promise<void> {
  const steps = [
    ['setup', 'setup', 'src/database.ts'],
    ['auth', 'auth', 'src/migrate.ts'],
    ['playlist', 'playlist', 'src/migrate.ts'],
    ['snapshot', 'snapshot', 'src/migrate.ts'],
  ] as const
  for (const [image, folder, program] of steps) {
    const done = await hardened(image, network)
      .withBindMounts([mount(secrets, folder)])
      .withEnvironment({ DATABASE_URL_FILE: '/run/mooddj/database-url' })
      .withCommand([program])
      .withWaitStrategy(Wait.forOneShotStartup())
      .start()
    await done.stop()
  }
}

interface ServiceSurroundings {
  readonly network: StartedNetwork
  readonly secrets: string
  readonly publicUrl: string
}

function service(name: ServiceName, { network, secrets, publicUrl }: ServiceSurroundings): GenericContainer {
  return hardened(name, network)
    .withNetworkAliases(name)
    .withBindMounts([mount(secrets, name)])
    .withEnvironment({
      NATS_URL_FILE: '/run/mooddj/nats-url',
      REDIS_URL_FILE: '/run/mooddj/redis-url',
      DATABASE_URL_FILE: '/run/mooddj/database-url',
      AUTH_SIGNING_KEY_FILE: '/run/mooddj/signing-key.pem',
      SPOTIFY_TOKEN_KEYS_FILE: '/run/mooddj/spotify-token-keys',
      AUTH_URL: 'http://auth:8080',
      INFERENCE_URL: 'http://inference:8080',
      PLAYLIST_URL: 'http://playlist:8080',
      SNAPSHOT_URL: 'http://snapshot:8080',
      PUBLIC_URL: publicUrl,
      TRUSTED_PROXIES: 'uniquelocal',
    })
    .withWaitStrategy(Wait.forHealthCheck())
}

function web(
  network: StartedNetwork,
  { port, publicUrl, gatewayPublicUrl }: { port: number; publicUrl: string; gatewayPublicUrl: string },
): GenericContainer {
  return hardened('web', network)
    .withEnvironment({
      GATEWAY_URL: 'http://gateway:8080',
      GATEWAY_PUBLIC_URL: gatewayPublicUrl,
      PUBLIC_URL: publicUrl,
    })
    .withExposedPorts({ container: 3000, host: port })
    .withWaitStrategy(Wait.forHealthCheck())
}
