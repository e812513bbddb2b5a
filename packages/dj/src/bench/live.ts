import { readLedger } from '../ledger.ts'
import { parseOptions } from '../options.ts'
import { dataFolder } from '../places.ts'
import { makeFaces } from './faces.ts'
import { gatewayUrl } from './gateway-url.ts'
import { houseFiguresOf } from './house-figures.ts'
import { LIVE_GOALS, type LiveName } from './live-goals.ts'
import { type LoadFigures, runLoad } from './load.ts'
import { describeMemory } from './memory.ts'
import { type Figures, describeMachine, rowsOf, toTable } from './rows.ts'
import { wholeNumber } from './whole-number.ts'

const WARM_UP = { share: 0.25, mostS: 30 }

/** `dj bench live`: simulated listeners send real camera frames to a running house over real sockets. */
export async function run(args: readonly string[]): Promise<number> {
  const { gateway, sessions, fps, seconds, json } = readOptions(args)
  const machine = describeMachine()
  const warmUpS = Math.min(WARM_UP.mostS, seconds * WARM_UP.share)
  const counted = seconds - warmUpS
  const opened = () =>
    void process.stderr.write(
      `${sessions} sessions × ${fps} frames/s at ${gateway.origin}, about ${seconds} s left\n`,
    )
  const load = await runLoad(
    { gateway, faces: await makeFaces(), ledger: readLedger(dataFolder()), opened },
    { sessions, framesPerSecond: fps, seconds: counted, warmUpS },
  )
  const result = { rows: rowsOf(LIVE_GOALS, liveFiguresOf(load, counted)), ...machine }
  if (json) console.log(JSON.stringify(result))
  else console.log(`${toTable(result, LIVE_GOALS)}\n\n${describeMemory(load.memory, warmUpS)}`)
  return load.closed === 0 && load.answered > 0 ? 0 : 1
}

function liveFiguresOf(load: LoadFigures, seconds: number): Figures<LiveName> {
  const { ageMs } = load
  return {
    ...houseFiguresOf({ load, seconds }, load),
    'frames-sent': load.sentPerSecond,
    'frames-answered': load.answeredPerSecond,
    'age-p50': ageMs.p50,
    'age-p90': ageMs.p90,
    'age-p99': ageMs.p99,
    'age-most': ageMs.max,
    'frames-held-back': load.heldBack,
    'frames-told-dropped': load.dropped,
    errors: load.errors,
    fairness: load.perSession.fairness,
    'moods-settled': load.settled,
    'closed-early': load.closed,
  }
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
  return {
    gateway: gatewayUrl(values.gateway),
    sessions: wholeNumber('--sessions', values.sessions, 250),
    fps: wholeNumber('--fps', values.fps, 60),
    seconds: wholeNumber('--seconds', values.seconds, 86_400),
    json: values.json,
  }
}
