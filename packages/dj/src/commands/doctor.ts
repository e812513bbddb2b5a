import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { portFrom } from '../addresses.ts'
import { findChromium } from '../chromium.ts'
import { type Ledger, readLedger } from '../ledger.ts'
import { postgresFolder } from '../infrastructure.ts'
import { dataFolder, reachableFolder, root } from '../places.ts'
import { isPortFree } from '../ports.ts'
import { isAlive } from '../process-identity.ts'
import { findUnpacked, systemName } from '../servers/packages.ts'
import { postgresDataVersion } from '../servers/postgres.ts'
import { findInstalled, findProgram } from '../servers/server-programs.ts'
import { answersWell } from '../services.ts'
import { serverUser } from '../unix-user.ts'
import { isWebBuilt } from '../web-build.ts'

/** One thing looked at; a fault stops `dj up`, a remark does not. */
interface Finding {
  readonly kind: 'good' | 'remark' | 'fault'
  readonly text: string
}

const marks = { good: '✔', remark: '·', fault: '✖' } as const
const good = (text: string): Finding => ({ kind: 'good', text })
const remark = (text: string): Finding => ({ kind: 'remark', text })
const fault = (text: string): Finding => ({ kind: 'fault', text })

/** `dj doctor`: exit code 0 when nothing stands in the way of `dj up`. */
export async function run(): Promise<number> {
  const data = dataFolder()
  const ledger = readLedger(data)
  const isRunning = ledger !== undefined && isAlive(ledger.supervisor)
  const findings = [
    ...describeMachine(data),
    ...describeServers(data),
    ...describePreparations(),
    ...(isRunning ? await describeRunning(ledger) : await describeStopped(ledger)),
    remark(
      'A browser opens the camera on http://127.0.0.1 and http://localhost, elsewhere only over HTTPS: ./dj up --lan for a phone',
    ),
  ]
  for (const { kind, text } of findings) console.log(`${marks[kind]} ${text}`)
  return findings.some(({ kind }) => kind === 'fault') ? 1 : 0
}

function describeMachine(data: string): Finding[] {
  const disk = statfsSync(data)
  const freeGib = (disk.bavail * disk.bsize) / 2 ** 30
  const user = serverUser()
  const room = `${freeGib.toFixed(1)} GiB free in ${data}`
  return [
    good(`${systemName()}, Node ${process.versions.node}, pnpm ${versionOf('pnpm', ['--version'])}`),
    freeGib >= 2 ? good(room) : fault(`${room}: free at least 2 GiB`),
    ...(user === undefined
      ? []
      : [remark(`PostgreSQL runs as ${user.name}, because it refuses to run as root`)]),
  ]
}

function describeServers(data: string): Finding[] {
  const base = reachableFolder(data, serverUser())
  const folder = postgresFolder(data)
  const version = postgresDataVersion(folder)
  const here = findInstalled(version)
  const names = { postgres: 'PostgreSQL', redis: 'Redis', nats: 'NATS' } as const
  const places = { postgres: here.postgres?.folder, redis: here.redis?.file, nats: here.nats?.file }
  const packages = { postgres: 'postgresql-*', redis: 'redis-server', nats: 'nats-server' } as const
  const hasApt = existsSync('/usr/bin/apt-get')
  const kinds = ['postgres', 'redis', 'nats'] as const
  const found = kinds.map((kind) => {
    const place = places[kind]
    if (place !== undefined) return good(`${names[kind]}: ${place}`)
    if (findUnpacked(base, packages[kind]))
      return good(`${names[kind]}: Debian's package, unpacked in ${base}/packages`)
    if (hasApt) return remark(`${names[kind]}: not here yet, ./dj up fetches Debian's package`)
    return fault(`${names[kind]}: missing, and there is no apt to fetch it with: install it`)
  })
  const kept = version === undefined ? [] : [good(`Data of PostgreSQL ${version} in ${folder}`)]
  return [...found, ...kept]
}

function describePreparations(): Finding[] {
  const openssl = findProgram('openssl')
  return [
    existsSync(join(root, 'models/dist'))
      ? good('Models are in models/dist')
      : remark('Models: ./dj up puts them in place'),
    isWebBuilt() ? good('The page is built') : remark('The page: ./dj up builds it, which takes a minute'),
    openssl === undefined
      ? remark('openssl: not here, ./dj up --lan fetches it')
      : good(`openssl: ${openssl}`),
    remark(`Chromium, for ./dj test only: ${findChromium() ?? 'not here, ./dj test installs it'}`),
  ]
}

async function describeRunning({ supervisor, url, programs }: Ledger): Promise<Finding[]> {
  const state = url === undefined ? 'is being started' : `runs: ${url}`
  const lines = programs.map(async ({ name, identity, port }) => {
    const where = `${name}: process ${identity.pid}, 127.0.0.1:${port}`
    if (!isAlive(identity)) return remark(`${name}: ended, about to be started again`)
    const opsPort = opsPortOf(identity.pid)
    const isReady = opsPort === undefined || (await answersWell(`http://127.0.0.1:${opsPort}/readyz`))
    const ops = opsPort === undefined ? '' : `, ops on ${opsPort}`
    return isReady ? good(`${where}${ops}, ready`) : remark(`${where}${ops}, not ready`)
  })
  return [good(`Mood DJ ${state} (process ${supervisor.pid})`), ...(await Promise.all(lines))]
}

/** A service's ops port stands in its environment, which we may read: it is our own process. */
function opsPortOf(pid: number): string | undefined {
  const file = `/proc/${pid}/environ`
  if (!existsSync(file)) return undefined
  const entries = readFileSync(file, 'utf8').split('\0')
  return entries.find((entry) => entry.startsWith('OPS_PORT='))?.slice('OPS_PORT='.length)
}

async function describeStopped(ledger: Ledger | undefined): Promise<Finding[]> {
  const left = ledger?.programs.filter(({ identity }) => isAlive(identity)) ?? []
  const ports = [
    { name: 'GATEWAY_PORT', port: portFrom('GATEWAY_PORT', 8080) },
    { name: 'WEB_PORT', port: portFrom('WEB_PORT', 3000) },
  ]
  const findings = ports.map(async ({ name, port }) =>
    (await isPortFree(port))
      ? good(`Port ${port} is free`)
      : fault(`Port ${port} is taken by another program: end it, or set ${name} to another port`),
  )
  return [
    remark('Mood DJ is not running'),
    ...left.map(({ name, identity }) =>
      remark(`${name}: left over (process ${identity.pid}), ./dj down ends it`),
    ),
    // A port that a leftover holds is freed by the next start.
    ...(left.length > 0 ? [] : await Promise.all(findings)),
  ]
}

function versionOf(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    // Whatever keeps it from answering, for a person it is not there.
    return 'missing'
  }
}
