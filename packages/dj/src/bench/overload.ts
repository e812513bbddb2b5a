import { readLedger } from '../ledger.ts'
import { parseOptions } from '../options.ts'
import { openOwnHouse } from '../own-house.ts'
import { dataFolder } from '../places.ts'
import { openBarePipeline } from './bare-pipeline.ts'
import { makeFaces } from './faces.ts'
import { gatewayUrl } from './gateway-url.ts'
import { runLoad, type Load, type LoadFigures, type Target } from './load.ts'
import { type OverloadRun, overloadFiguresOf } from './overload-figures.ts'
import { OVERLOAD_GOALS } from './overload-goals.ts'
import { describeMachine, rowsOf, toTable } from './rows.ts'
import { wholeNumber } from './whole-number.ts'

/** One listener, while the bare pipeline reads the same frames in turn with it. */
const LIGHT = { sessions: 1, framesPerSecond: 5, seconds: 6, warmUpS: 1, turns: 2 }
/** More than any two cores read; if they do, it is doubled. */
const FLOOD = { sessions: 16, framesPerSecond: 28, seconds: 8, warmUpS: 4 }
/** What counts as read at its limit: less than this share of what was sent. */
const SATURATED = 0.9
const MOST_SESSIONS = 100
const NORMAL = { sessions: 10, share: 0.65, warmUpS: 4 }
const OVER = { share: 4, framesPerSecond: 28, seconds: 15, warmUpS: 3 }
/** Seconds that all but the normal load take, for the time left. */
const REST_S = 75

/** `dj bench overload`: a house at light load, at its limit, at 0.65 of it and at four times as much. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  const machine = describeMachine()
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const own = options.gateway === undefined ? await startOwn(say) : undefined
  const giveUp = () => void Promise.resolve(own?.close()).finally(() => process.exit(130))
  process.once('SIGINT', giveUp)
  process.once('SIGTERM', giveUp)
  try {
    const target = {
      gateway: gatewayUrl(own?.gateway ?? options.gateway),
      faces: await makeFaces(),
      ledger: readLedger(own?.data ?? dataFolder()),
    }
    const figures = overloadFiguresOf(await measure(target, options.seconds, say))
    const result = { rows: rowsOf(OVERLOAD_GOALS, figures), ...machine }
    console.log(options.json ? JSON.stringify(result) : toTable(result, OVERLOAD_GOALS))
    return 0
  } finally {
    await own?.close()
    process.off('SIGINT', giveUp)
    process.off('SIGTERM', giveUp)
  }
}

async function startOwn(say: (line: string) => void) {
  say('Starting a house with data and ports of its own.')
  return openOwnHouse()
}

async function measure(target: Target, seconds: number, say: (line: string) => void): Promise<OverloadRun> {
  const until = performance.now() + (REST_S + seconds) * 1000
  const tell = (what: string) =>
    say(`${what}, about ${Math.max(1, Math.round((until - performance.now()) / 1000))} s left`)
  tell('Light load and the bare pipeline in turn')
  const light = await measureLight(target)
  tell('At its limit')
  const flood = await findLimit(target)
  const { answeredPerSecond: capacity } = flood.figures
  tell(`${capacity} frames/s; now 0.65 of them`)
  const normal = await runLoad(target, {
    ...NORMAL,
    seconds,
    framesPerSecond: Math.max(1, (NORMAL.share * capacity) / NORMAL.sessions),
  })
  const sessions = Math.min(MOST_SESSIONS, Math.ceil((OVER.share * capacity) / OVER.framesPerSecond))
  tell(`Four times as many, from ${sessions} sessions`)
  const over = await runLoad(target, {
    ...OVER,
    sessions,
    framesPerSecond: Math.max(1, (OVER.share * capacity) / sessions),
  })
  return { light, flood, normal, over: { figures: over, seconds: OVER.seconds } }
}

async function measureLight(target: Target): Promise<OverloadRun['light']> {
  const bare = await openBarePipeline()
  const bareMs: number[] = []
  const runs: LoadFigures[] = []
  try {
    await bare.read(LIGHT.framesPerSecond, 1)
    for (let turn = 0; turn < LIGHT.turns; turn++) {
      bareMs.push(...(await bare.read(LIGHT.framesPerSecond, LIGHT.seconds)))
      runs.push(await runLoad(target, LIGHT))
    }
  } finally {
    await bare.close()
  }
  return { bareMs, runs }
}

/** As many frames as the house answers when it gets more than it can read. */
async function findLimit(target: Target): Promise<OverloadRun['flood']> {
  let load: Load = FLOOD
  for (;;) {
    const figures = await runLoad(target, load)
    const isAtLimit = figures.answered < SATURATED * figures.sent
    if (isAtLimit || load.sessions * 2 > MOST_SESSIONS) return { figures, seconds: load.seconds }
    load = { ...load, sessions: load.sessions * 2 }
  }
}

function readOptions(args: readonly string[]) {
  const { values } = parseOptions({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '30' },
      gateway: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  return {
    gateway: values.gateway,
    seconds: wholeNumber('--seconds', values.seconds, 3_600),
    json: values.json,
  }
}
