import { root } from '@mooddj/dj/places'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import {
  GenericContainer,
  type StartedNetwork,
  type StartedTestContainer,
  Wait,
  getContainerRuntimeClient,
} from 'testcontainers'

type BindMount = Parameters<GenericContainer['withBindMounts']>[0][number]

const IMAGES = {
  postgres: process.env['POSTGRES_IMAGE'] || 'postgres:17-alpine',
  redis: process.env['REDIS_IMAGE'] || 'redis:8-alpine',
  nats: process.env['NATS_IMAGE'] || 'nats:2.10-alpine',
  /** Runs the line to PostgreSQL that can be made slow. */
  node: 'mooddj/setup:' + (process.env['MOODDJ_VERSION'] || 'local'),
} as const

/** The image's own check asks a service, which this is not. */
const NO_CHECK = { test: ['CMD', 'node', '--version'] } satisfies Parameters<
  GenericContainer['withHealthCheck']
>[0]

interface Ground {
  readonly network: StartedNetwork
  /** The folder of all secrets. */
  readonly secrets: string
  /** Starts a container that ends with the house. */
  readonly started: (container: GenericContainer) => Promise<StartedTestContainer>
  readonly natsDiskMb?: number | undefined
  /** Takes what is to be done when the house has ended. */
  readonly onClose: (task: () => unknown) => void
}

/** PostgreSQL behind a line that can be made slow, Redis and NATS, set up by the files that Compose sets them up by. */
export async function openInfrastructure(ground: Ground) {
  const { network, secrets, started } = ground
  const server = (
    name: 'postgres' | 'redis' | 'nats',
    check: readonly [string, ...string[]],
    mounts: BindMount[],
  ) =>
    new GenericContainer(IMAGES[name])
      .withNetwork(network)
      .withBindMounts([{ source: join(secrets, name), target: '/run/mooddj', mode: 'ro' }, ...mounts])
      .withHealthCheck({ test: ['CMD', ...check], interval: 500, timeout: 3_000, retries: 120 })
      .withWaitStrategy(Wait.forHealthCheck())
      .withStartupTimeout(60_000)
  const configuration = (path: string, target: string): BindMount => ({
    source: join(root, 'deploy', path),
    target,
    mode: 'ro',
  })
  const disk = ground.natsDiskMb === undefined ? [] : [await openSmallDisk(ground.natsDiskMb, ground)]

  const postgres = server('postgres', ['pg_isready', '-q', '-h', '127.0.0.1', '-U', 'postgres'], [])
    .withNetworkAliases('postgres-itself')
    .withEnvironment({ POSTGRES_PASSWORD_FILE: '/run/mooddj/password' })
  const redis = server(
    'redis',
    ['redis-cli', '-e', '--user', 'health', '--pass', 'health', 'ping'],
    [configuration('redis/redis.conf', '/etc/redis/redis.conf')],
  )
    .withNetworkAliases('redis')
    .withCommand(['redis-server', '/etc/redis/redis.conf'])
  const nats = server(
    'nats',
    ['wget', '-q', '--spider', 'http://127.0.0.1:8222/healthz'],
    [configuration('nats/nats.conf', '/etc/nats/nats.conf'), ...disk],
  )
    .withNetworkAliases('nats')
    .withCommand(['--config', '/etc/nats/nats.conf'])
  const line = new GenericContainer(IMAGES.node)
    .withNetwork(network)
    .withNetworkAliases('postgres')
    .withBindMounts([
      { source: join(import.meta.dirname, 'slow-line.ts'), target: '/line/slow-line.ts', mode: 'ro' },
    ])
    .withCommand(['/line/slow-line.ts', 'postgres-itself', '5432'])
    .withHealthCheck({
      test: ['CMD', 'node', '--eval', "fetch('http://127.0.0.1:9000').catch(() => process.exit(1))"],
      interval: 500,
      timeout: 3_000,
      retries: 60,
    })
    .withExposedPorts(9000)
    .withWaitStrategy(Wait.forHealthCheck())

  const [postgresServer, redisServer, natsServer, slowLine] = await Promise.all(
    [postgres, redis, nats, line].map(started),
  )
  if (!postgresServer || !redisServer || !natsServer || !slowLine) throw new Error('four containers started')
  return {
    postgres: postgresServer,
    redis: redisServer,
    nats: natsServer,
    async slowDatabase(ms: number) {
      const control = `http://${slowLine.getHost()}:${slowLine.getMappedPort(9000)}/${ms}`
      const answer = await fetch(control, { method: 'PUT' })
      if (!answer.ok) throw new Error(`the line to PostgreSQL did not change: ${answer.status}`)
    },
  }
}

/** A small disk in memory. A container that only sleeps holds it, so that it outlasts whoever else is stopped. */
async function openSmallDisk(megabytes: number, { started, onClose }: Ground): Promise<BindMount> {
  const { container } = await getContainerRuntimeClient()
  const name = `mooddj-small-disk-${randomUUID()}`
  await container.dockerode.createVolume({
    Name: name,
    Driver: 'local',
    DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: `size=${megabytes}m` },
  })
  onClose(() => container.dockerode.getVolume(name).remove())
  const disk: BindMount = { source: name, target: '/data', mode: 'rw' }
  await started(
    new GenericContainer(IMAGES.node)
      .withBindMounts([disk])
      .withCommand(['--eval', 'setInterval(() => {}, 1e9)'])
      .withHealthCheck(NO_CHECK),
  )
  return disk
}
