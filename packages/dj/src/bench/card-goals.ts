import type { Goal } from './rows.ts'

const card = (what: string) => ({
  title: `${what} card, from order to answer, p50`,
  unit: 'ms',
  held: { floor: 150, aim: 150, better: 'less' } as const,
})

/** What `dj bench card` measures, in the order of its table. */
export const CARD_GOALS = {
  'neon-p50': card('neon'),
  'glass-p50': card('glass'),
  'minimal-p50': card('minimal'),
  'all-p95': { title: 'any card, p95', unit: 'ms' },
  'jpeg-size': { title: 'a card as JPEG', unit: 'kB' },
  'png-p50': { title: 'a card fetched as PNG, p50', unit: 'ms' },
  'crowd-answered': { title: '20 orders at once, answered with a card', unit: '' },
  'crowd-seconds': { title: '20 orders at once, until the last one', unit: 's' },
  'probe-alone-p50': { title: 'health probe of the service at rest, p50', unit: 'ms' },
  'probe-crowd-p50': { title: 'health probe while 20 orders wait, p50', unit: 'ms' },
  'probe-crowd-most': { title: 'health probe while 20 orders wait, most', unit: 'ms' },
} as const satisfies Record<string, Goal>
export type CardName = keyof typeof CARD_GOALS
