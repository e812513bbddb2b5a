import { cpus, loadavg } from 'node:os'
import { portFrom } from '../addresses.ts'
import { readLedger } from '../ledger.ts'
import { parseOptions } from '../options.ts'
import { dataFolder } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import { makeFaces } from './faces.ts'
import { takeTicket } from './guest.ts'
import { summarize } from './live-figures.ts'
import { watchMemory } from './memory.ts'
import { type LiveReport, toText } from './report.ts'
import { openSession } from './simulated-session.ts'

const WARM_UP = { share: 0.25, mostS: 30 }

/** `dj bench live`: simulated listeners send real camera frames to a running house over real sockets. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  const { gateway, sessions: count, fps, seconds } = options
  const faces = await makeFaces()
  const tickets: string[] = []
  for (let index = 0; index < count; index++) tickets.push((await takeTicket(gateway)).ticket)
  const sessions = await Promise.all(
    tickets.map((ticket, index) => openSession(gateway, ticket, faces[index % faces.length] ?? [])),
  )
  const loadBefore = loadavg()[0] ?? 0
  const warmUpS = Math.min(WARM_UP.mostS, seconds * WARM_UP.share)
  const begun = performance.now()
  const ledger = readLedger(dataFolder())
  const watch = ledger && watchMemory(ledger, begun + warmUpS * 1000)
  const until = begun + seconds * 1000
  await Promise.all(sessions.map((session) => session.film({ framesPerSecond: fps, until })))
  const memory = watch?.stop() ?? []
  for (const session of sessions) session.close()

  const report: LiveReport = {
    bench: 'live',
    gateway: gateway.origin,
    sessions: count,
    framesPerSecond: fps,
    seconds,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    load: { before: loadBefore, after: loadavg()[0] ?? 0 },
    ...summarize(
      sessions.map(({ figures }) => figures),
      seconds,
    ),
    warmUpS,
    memory,
  }
  console.log(options.json ? JSON.stringify(report) : toText(report))
  return report.closed === 0 && report.answered > 0 ? 0 : 1
}

function readOptions(args: readonly string[]) {
  const { values } = parseOptions({
    args: [...args],
    options: {
      sessions: { type: 'string', default: '3' },
      fps: { type: 'string', default: '10' },
      seconds: { type: 'string', default: '120' },
      gateway: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const { gateway = `http://127.0.0.1:${portFrom('GATEWAY_PORT', 8080)}` } = values
  if (!URL.canParse(gateway))
    throw new PlainError(`--gateway wants a URL such as http://127.0.0.1:8080, not ${gateway}.`)
  return {
    gateway: new URL(gateway),
    sessions: whole('--sessions', values.sessions, 250),
    fps: whole('--fps', values.fps, 60),
    seconds: whole('--seconds', values.seconds, 86_400),
    json: values.json,
  }
}

function whole(name: string, text: string, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new PlainError(`${name} wants a whole number from 1 to ${most}, not ${text}.`)
  }
  return value
}
