import { parseOptions } from '../options.ts'
import { openOwnHouse } from '../own-house.ts'
import { measureCards } from './card.ts'
import { gatewayUrl } from './gateway-url.ts'
import { describeMachine, rowsOf, toTable } from './rows.ts'
import { measureFrames } from './web-frames.ts'
import { WEB_GOALS } from './web-goals.ts'
import { measureLighthouse } from './web-lighthouse.ts'
import { wholeNumber } from './whole-number.ts'

/** One address asks for everything here. */
const PATIENCE = { REQUESTS_PER_MINUTE: '100000' }
/** Of each design, one after another. */
const CARDS = 20

/** `dj bench web`: the page and its cards in a house of their own. */
export async function run(args: readonly string[]): Promise<number> {
  const { rounds, seconds, json } = readOptions(args)
  const machine = describeMachine()
  const say = (line: string) => process.stderr.write(`${line}\n`)
  say('Starting a house with data and ports of its own.')
  const house = await openOwnHouse(PATIENCE)
  const giveUp = () => void house.close().finally(() => process.exit(130))
  process.once('SIGINT', giveUp)
  process.once('SIGTERM', giveUp)
  try {
    say(`Cards, about ${40 * rounds + seconds + 60} s left`)
    const cards = await measureCards({ gateway: gatewayUrl(house.gateway), data: house.data, count: CARDS })
    say(`The DJ view with a camera, about ${40 * rounds + seconds + 40} s left`)
    const frames = await measureFrames(house.page, seconds)
    say(`Lighthouse, about ${40 * rounds} s left`)
    const lighthouse = await measureLighthouse(`${house.page}/`, rounds)
    const result = { rows: rowsOf(WEB_GOALS, { ...lighthouse, ...frames, ...cards }), ...machine }
    console.log(json ? JSON.stringify(result) : toTable(result, WEB_GOALS))
    return 0
  } finally {
    await house.close()
    process.off('SIGINT', giveUp)
    process.off('SIGTERM', giveUp)
  }
}

function readOptions(args: readonly string[]) {
  const { values } = parseOptions({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '20' },
      json: { type: 'boolean', default: false },
    },
  })
  return {
    rounds: wholeNumber('--rounds', values.rounds, 25),
    seconds: wholeNumber('--seconds', values.seconds, 3_600),
    json: values.json,
  }
}
