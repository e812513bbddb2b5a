import { join } from 'node:path'
import { type ServiceName, databaseRoles } from '@mooddj/setup/roles'
import { root } from './places.ts'
import type { Program } from './program.ts'
import type { Charge } from './supervisor.ts'

/** The services, in the order a reader meets them. */
export const serviceNames = [
  'auth',
  'inference',
  'playlist',
  'snapshot',
  'gateway',
] as const satisfies readonly ServiceName[]

/** Names of all ports besides the two public ones. */
export const privatePortNames = [
  'postgres',
  'redis',
  'nats',
  'auth',
  'inference',
  'playlist',
  'snapshot',
  'auth-ops',
  'inference-ops',
  'playlist-ops',
  'snapshot-ops',
  'gateway-ops',
  'fake-spotify',
  'fake-reccobeats',
] as const
export type PortName = (typeof privatePortNames)[number] | 'gateway' | 'web'

/** A Spotify that the house brings itself. */
export interface SpotifySurroundings {
  readonly clientId: string
  readonly clientSecret: string
  readonly accountsUrl: string
  readonly apiUrl: string
  /** Who knows how its tracks feel. */
  readonly reccoBeatsUrl: string
}

/** What the services and the page are told of their surroundings. */
export interface Surroundings {
  readonly portOf: (name: PortName) => number
  /** The folder of secrets: in it one a service. */
  readonly secrets: string
  /** Origin of links that leave the house. */
  readonly publicUrl: string
  /** What a browser reaches the gateway's socket by. */
  readonly gatewayPublicUrl: string
  /** Allowed origins, comma separated. */
  readonly webOrigin: string
  /** Undefined: the real one, if the environment says how Spotify knows this house. */
  readonly spotify: SpotifySurroundings | undefined
}

/** The services, each with its environment. */
export function createServices(surroundings: Surroundings): Charge[] {
  return serviceNames.map((name) => ({
    program: createService(name, surroundings),
    port: surroundings.portOf(name),
    isServer: false,
  }))
}

/** A service's folder in the checkout. */
export function serviceFolder(name: ServiceName): string {
  return join(root, 'services', name)
}

/**
 * Frames lie outside the heap until their small handles are collected: a small young generation collects often, so that they do not pile up
 * (334 MiB resident without it, 250 with, ten sessions at six frames a second).
 */
const nodeOptions: Partial<Record<ServiceName, string[]>> = { inference: ['--max-semi-space-size=2'] }

function createService(name: ServiceName, surroundings: Surroundings): Program {
  const opsPort = surroundings.portOf(`${name}-ops`)
  return {
    name,
    command: process.execPath,
    args: [...(nodeOptions[name] ?? []), 'src/main.ts'],
    cwd: serviceFolder(name),
    env: serviceEnvironment(name, surroundings),
    stopSignal: 'SIGTERM',
    isReady: () => answersWell(`http://127.0.0.1:${opsPort}/readyz`),
  }
}

/** What one service is told: its ports, the others' addresses, and files with the secrets that are its own. */
export function serviceEnvironment(
  name: ServiceName,
  { portOf, secrets, publicUrl, gatewayPublicUrl, webOrigin, spotify }: Surroundings,
): NodeJS.ProcessEnv {
  const secret = (file: string) => join(secrets, name, file)
  return {
    ...ownEnvironment(),
    // Kept beside the code that it is made of: starts are quicker, and inference, whose threads each load it, needs 35 MB less.
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.compile-cache'),
    HOST: '127.0.0.1',
    PORT: String(portOf(name)),
    OPS_PORT: String(portOf(`${name}-ops`)),
    NATS_URL_FILE: secret('nats-url'),
    REDIS_URL_FILE: secret('redis-url'),
    ...(databaseRoles.some((role) => role === name) && { DATABASE_URL_FILE: secret('database-url') }),
    ...(spotify && {
      SPOTIFY_CLIENT_ID: spotify.clientId,
      SPOTIFY_ACCOUNTS_URL: spotify.accountsUrl,
      SPOTIFY_API_URL: spotify.apiUrl,
      RECCOBEATS_URL: spotify.reccoBeatsUrl,
    }),
    ...(name === 'auth' && authSecrets(secret, spotify)),
    // Pictures come and go in several threads: two allocation arenas instead of one a thread saved 28 of 326 MB.
    ...(name === 'inference' && { MALLOC_ARENA_MAX: '2' }),
    AUTH_URL: `http://127.0.0.1:${portOf('auth')}`,
    INFERENCE_URL: `http://127.0.0.1:${portOf('inference')}`,
    PLAYLIST_URL: `http://127.0.0.1:${portOf('playlist')}`,
    SNAPSHOT_URL: `http://127.0.0.1:${portOf('snapshot')}`,
    PUBLIC_URL: publicUrl,
    GATEWAY_PUBLIC_URL: gatewayPublicUrl,
    WEB_ORIGIN: webOrigin,
  }
}

/** What only auth may know. The file of token keys counts where the environment names none. */
function authSecrets(
  secret: (file: string) => string,
  spotify: SpotifySurroundings | undefined,
): NodeJS.ProcessEnv {
  const { SPOTIFY_CLIENT_SECRET, SPOTIFY_TOKEN_KEYS } = process.env
  return {
    AUTH_SIGNING_KEY_FILE: secret('signing-key.pem'),
    SPOTIFY_CLIENT_SECRET: spotify?.clientSecret ?? SPOTIFY_CLIENT_SECRET,
    SPOTIFY_TOKEN_KEYS,
    SPOTIFY_TOKEN_KEYS_FILE: secret('spotify-token-keys'),
  }
}

/** The page: Next.js serving its production build. */
export function createPage({
  portOf,
  publicUrl,
  gatewayPublicUrl,
}: Pick<Surroundings, 'portOf' | 'publicUrl' | 'gatewayPublicUrl'>): Charge {
  const port = portOf('web')
  const cwd = join(root, 'apps', 'web')
  return {
    port,
    isServer: false,
    program: {
      name: 'web',
      command: process.execPath,
      args: ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(port)],
      cwd,
      env: {
        ...ownEnvironment(),
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        PORT: String(port),
        HOSTNAME: '127.0.0.1',
        GATEWAY_URL: `http://127.0.0.1:${portOf('gateway')}`,
        GATEWAY_PUBLIC_URL: gatewayPublicUrl,
        PUBLIC_URL: publicUrl,
      },
      stopSignal: 'SIGTERM',
      isReady: () => answersWell(`http://127.0.0.1:${port}/`),
    },
  }
}

/** Our own environment less what would lead a service to another house's servers, and less what only auth may know. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env }
  for (const name of FOREIGN) delete env[name]
  return env
}

const FOREIGN = [
  'NATS_URL',
  'REDIS_URL',
  'DATABASE_URL',
  'AUTH_SIGNING_KEY',
  'SPOTIFY_CLIENT_SECRET',
  'SPOTIFY_TOKEN_KEYS',
]

/** Whether a GET is answered with a status below 400 within two seconds. */
export async function answersWell(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000), redirect: 'manual' })
    await answer.arrayBuffer()
    return answer.status < 400
  } catch {
    // Refused, reset or too slow: not ready, whatever the reason.
    return false
  }
}
