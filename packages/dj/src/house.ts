import { ensureDatabase } from '@mooddj/setup/postgres-roles'
import { databaseRoles } from '@mooddj/setup/roles'
import { portFrom, requireFreePort } from './addresses.ts'
import { createFakeSpotify, fakeSpotifySurroundings } from './fake-spotify.ts'
import { type Front, createFront, prepareFront } from './front.ts'
import { prepareInfrastructure } from './infrastructure.ts'
import type { LogFiles } from './log-files.ts'
import { prepareModels } from './models.ts'
import { assignPorts } from './port-book.ts'
import type { Progress } from './progress.ts'
import { runStep } from './run-step.ts'
import {
  type PortName,
  type Surroundings,
  createPage,
  createServices,
  privatePortNames,
  serviceEnvironment,
  serviceFolder,
} from './services.ts'
import type { Supervisor } from './supervisor.ts'
import { buildWeb, isWebBuilt } from './web-build.ts'

interface Parts {
  readonly data: string
  /** The LAN address to serve HTTPS on, `''` for the first one; undefined: loopback only. */
  readonly lan: string | undefined
  /** Whether a made-up Spotify comes with the house. */
  readonly hasFakeSpotify: boolean
  readonly supervisor: Supervisor
  readonly logs: LogFiles
  readonly progress: Progress
  /** Gives up what is being prepared. */
  readonly signal: AbortSignal
}

interface Origins extends Pick<Surroundings, 'publicUrl' | 'gatewayPublicUrl' | 'webOrigin'> {
  /** The page, as a person opens it. */
  readonly page: string
}

/** Prepares and starts everything in its order and resolves with the page's URL when all of it is ready. */
export async function openHouse(parts: Parts): Promise<string> {
  const { data, supervisor, logs, progress, signal } = parts
  const ports = await choosePorts(data)
  const front = parts.lan === undefined ? undefined : await prepareFront(data, parts.lan, progress)
  const origins = chooseOrigins(ports, front)
  const infrastructure = await progress.step('PostgreSQL, Redis and NATS answer', async () => {
    const numbers = { postgres: ports('postgres'), redis: ports('redis'), nats: ports('nats') }
    const prepared = await prepareInfrastructure(data, numbers, progress.say)
    signal.throwIfAborted()
    await supervisor.start(prepared.charges)
    await ensureDatabase({ url: prepared.postgresUrl, passwords: prepared.passwords })
    return prepared
  })
  await progress.step('Models are in place', () => prepareModels(logs, signal))
  const spotify = parts.hasFakeSpotify
    ? fakeSpotifySurroundings({ spotify: ports('fake-spotify'), reccoBeats: ports('fake-reccobeats') })
    : undefined
  const surroundings = { portOf: ports, secrets: infrastructure.secrets, ...origins, spotify }
  await progress.step('Databases are up to date', () => migrate(surroundings, logs, signal))
  if (!isWebBuilt()) await progress.step('The page is built', () => buildWeb(logs, signal))
  signal.throwIfAborted()
  await progress.step('Services and page are ready', () =>
    supervisor.start([
      ...(spotify === undefined
        ? []
        : [createFakeSpotify(spotify, { port: ports('fake-spotify'), ...origins })]),
      ...createServices(surroundings),
      createPage(surroundings),
      ...(front === undefined ? [] : [createFront(front, surroundings)]),
    ]),
  )
  if (spotify !== undefined)
    progress.say(
      `A made-up Spotify is at ${spotify.accountsUrl}: link it on the account page, then compose with it.`,
    )
  return origins.page
}

async function choosePorts(data: string): Promise<(name: PortName) => number> {
  const gateway = portFrom('GATEWAY_PORT', 8080)
  const web = portFrom('WEB_PORT', 3000)
  await requireFreePort('GATEWAY_PORT', gateway)
  await requireFreePort('WEB_PORT', web)
  const privatePort = await assignPorts(data, privatePortNames)
  return (name) => (name === 'gateway' ? gateway : name === 'web' ? web : privatePort(name))
}

function chooseOrigins(portOf: (name: PortName) => number, front: Front | undefined): Origins {
  if (front !== undefined) {
    const origin = `https://${front.address}:${front.port}`
    return { page: origin, publicUrl: origin, gatewayPublicUrl: origin, webOrigin: origin }
  }
  const web = portOf('web')
  const page = `http://127.0.0.1:${web}`
  return {
    page,
    publicUrl: process.env['PUBLIC_URL'] || page,
    gatewayPublicUrl: process.env['GATEWAY_PUBLIC_URL'] || `http://127.0.0.1:${portOf('gateway')}`,
    webOrigin: process.env['WEB_ORIGIN'] || `${page},http://localhost:${web}`,
  }
}

/** One after the other: the services' schemas share a database, and so do their migrations a lock. */
async function migrate(surroundings: Surroundings, logs: LogFiles, signal: AbortSignal): Promise<void> {
  for (const name of databaseRoles) {
    const step = {
      name: `${name}-migrate`,
      command: process.execPath,
      args: ['src/migrate.ts'],
      cwd: serviceFolder(name),
      env: serviceEnvironment(name, surroundings),
    }
    await runStep(step, logs, signal)
  }
}
