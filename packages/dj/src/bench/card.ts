import { CARD_DESIGNS } from '@mooddj/shared/card'
import { setTimeout as wait } from 'node:timers/promises'
import { parseOptions } from '../options.ts'
import { openOwnHouse } from '../own-house.ts'
import { portOf } from '../port-book.ts'
import { CARD_GOALS, type CardName } from './card-goals.ts'
import { type CardCustomer, openCustomer } from './card-orders.ts'
import { makeFaces } from './faces.ts'
import { gatewayUrl } from './gateway-url.ts'
import { quantile } from './live-figures.ts'
import { type Figure, type Figures, describeMachine, rowsOf, toTable } from './rows.ts'
import { wholeNumber } from './whole-number.ts'

const WARM_UP = 3
const CROWD = 20
/** As wide as the page sends a photo from a usual camera. */
const PHOTO_WIDTH = 1280
const PROBES_AT_REST = 40
const PROBE_EVERY_MS = 25

/** `dj bench card`: a listener's cards one after the other, then twenty at once while the service's health is probed. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  const machine = describeMachine()
  const own = options.gateway === undefined ? await openOwnHouse() : undefined
  try {
    const gateway = gatewayUrl(own?.gateway ?? options.gateway)
    const figures = await measureCards({ gateway, data: own?.data, count: options.cards })
    const result = { rows: rowsOf(CARD_GOALS, figures), ...machine }
    console.log(options.json ? JSON.stringify(result) : toTable(result, CARD_GOALS))
    return 0
  } finally {
    await own?.close()
  }
}

/**
 * A house's cards in each design, so many of each one after the other, then twenty orders at once.
 * @param data the house's data folder, which alone tells the port for operators; without it its health is not probed
 */
export async function measureCards({ gateway, data, count }: CardsBench): Promise<Figures<CardName>> {
  const [[photo = new Uint8Array()] = []] = await makeFaces(PHOTO_WIDTH)
  const probePort = data === undefined ? undefined : portOf(data, 'snapshot-ops')
  return measure({ customer: await openCustomer(gateway), photo, probePort }, count)
}

interface CardsBench {
  gateway: URL
  data: string | undefined
  count: number
}

interface Bench {
  customer: CardCustomer
  photo: Uint8Array
  probePort: number | undefined
}

async function measure({ customer, photo, probePort }: Bench, count: number): Promise<Figures<CardName>> {
  const times = new Map<string, number[]>()
  for (let round = -WARM_UP; round < count; round += 1) {
    for (const design of CARD_DESIGNS) {
      const spent = await timed(() => customer.order(design, photo))
      if (round >= 0) times.set(design, [...(times.get(design) ?? []), spent])
    }
  }
  const card = await customer.order('neon', photo)
  const jpeg = await customer.fetchImage(card, 'image/jpeg')
  const png: number[] = []
  for (let round = 0; round < count; round += 1)
    png.push(await timed(() => customer.fetchImage(card, 'image/png')))

  const rest = probePort === undefined ? [] : await probe(probePort, wait(PROBES_AT_REST * PROBE_EVERY_MS))
  const began = performance.now()
  const crowd = Promise.allSettled(
    Array.from({ length: CROWD }, (_, at) => customer.order(CARD_DESIGNS[at % 3] ?? 'neon', photo)),
  )
  const busy = probePort === undefined ? [] : await probe(probePort, crowd)
  const answers = await crowd
  const probed = (value: () => number): Figure =>
    probePort === undefined ? { reason: 'only a house of its own tells the port' } : value()
  return {
    'neon-p50': middle(times.get('neon')),
    'glass-p50': middle(times.get('glass')),
    'minimal-p50': middle(times.get('minimal')),
    'all-p95': quantile([...times.values()].flat().toSorted(ascending), 0.95),
    'jpeg-size': jpeg.byteLength / 1000,
    'png-p50': middle(png),
    'crowd-answered': answers.filter(({ status }) => status === 'fulfilled').length,
    'crowd-seconds': (performance.now() - began) / 1000,
    'probe-alone-p50': probed(() => middle(rest)),
    'probe-crowd-p50': probed(() => middle(busy)),
    'probe-crowd-most': probed(() => Math.max(...busy)),
  }
}

/** How long the service's `/livez` takes, again and again until something is over, in milliseconds. */
async function probe(port: number, until: Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  let isOver = false
  void until.finally(() => {
    isOver = true
  })
  while (!isOver) {
    times.push(await timed(() => fetch(`http://127.0.0.1:${port}/livez`).then((answer) => answer.text())))
    await wait(PROBE_EVERY_MS)
  }
  return times
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const ascending = (a: number, b: number) => a - b
const middle = (values: readonly number[] = []) => quantile(values.toSorted(ascending), 0.5)

function readOptions(args: readonly string[]) {
  const { values } = parseOptions({
    args: [...args],
    options: {
      cards: { type: 'string', default: '15' },
      gateway: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  return {
    cards: wholeNumber('--cards', values.cards, 500),
    gateway: values.gateway,
    json: values.json,
  }
}
