import type { Goal } from '@mooddj/dj/bench/rows'
import { MEASURES, METHODS } from './methods.ts'

/** Sets of 2,000 candidates that the composer is held to. */
export const HELD_SETS = {
  songs: '2,000 hits',
  fma: '2,000 drawn from the Free Music Archive',
  uniform: '2,000 spread evenly',
} as const
export type HeldSet = keyof typeof HELD_SETS

export const SOURCES = {
  'built-in': 'built-in catalogue',
  songs: '2,000 hits',
  fma: 'Free Music Archive',
} as const

const less = (floor: number, aim: number) => ({ floor, aim, better: 'less' }) as const

/** What the composer must reach, from sad to happy in twelve tracks. */
const held: [string, Goal][] = Object.entries(HELD_SETS).flatMap(([set, title]): [string, Goal][] => [
  [`sad-happy-${set}-deviation`, { title: `mean deviation, ${title}`, unit: '', held: less(0.05, 0.04) }],
  [
    `sad-happy-${set}-evenness-over-random`,
    { title: '  evenness ÷ that of random', unit: '×', held: less(1, 0.1) },
  ],
  [
    `sad-happy-${set}-evenness-over-jump`,
    { title: '  evenness ÷ that of the jump', unit: '×', held: less(1, 0.5) },
  ],
  [
    `sad-happy-${set}-evenness-over-greedy`,
    { title: '  evenness ÷ that of greedy', unit: '×', held: less(1.5, 1) },
  ],
])

const times: [string, Goal][] = [
  ['time-2000', { title: 'twelve tracks out of 2,000, processor time', unit: 'ms', held: less(20, 10) }],
  ['time-2000-wall', { title: '  by the clock', unit: 'ms' }],
  ['time-13000', { title: 'twelve tracks out of 13,000, processor time', unit: 'ms', held: less(100, 40) }],
  ['time-13000-wall', { title: '  by the clock', unit: 'ms' }],
]

/** Medians over every emotion to both targets, each with the ends of its interval. */
const measured: [string, Goal][] = Object.entries(SOURCES).flatMap(([source, title]) =>
  MEASURES.flatMap((measure) =>
    METHODS.flatMap((method) =>
      ['', '-low', '-high'].map((end): [string, Goal] => [
        `${source}-${measure}-${method}${end}`,
        { title: `${title}, ${measure}, ${method}${end.replace('-', ' ')}`, unit: '' },
      ]),
    ),
  ),
)

export const HELD_GOALS: Readonly<Record<string, Goal>> = Object.fromEntries([...held, ...times])
/** What `dj bench compose` measures, in the order of its rows. */
export const COMPOSE_GOALS: Readonly<Record<string, Goal>> = {
  ...HELD_GOALS,
  ...Object.fromEntries(measured),
}
