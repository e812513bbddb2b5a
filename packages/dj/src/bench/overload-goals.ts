import type { Goal } from './rows.ts'

const less = (floor: number, aim: number) => ({ floor, aim, better: 'less' }) as const

/** Figures of the processor and of memory that every run against a house can tell. */
export const HOUSE_GOALS = {
  'gateway-and-nats-share': {
    title: 'gateway and NATS, share of the house’s processor time',
    unit: '',
    held: less(0.15, 0.08),
  },
  'frames-per-second-on-two-cores': {
    title: 'frames a second, scaled to two full cores',
    unit: '/s',
    held: { floor: 216, aim: 324, better: 'more' },
  },
  'inference-memory': {
    title: 'inference, resident memory at the end',
    unit: 'MB',
    held: less(300, 200),
  },
  'inference-memory-at-start': { title: 'inference, resident memory at the start', unit: 'MB' },
} as const satisfies Record<string, Goal>

/** What `dj bench overload` measures, in the order of its table. */
export const OVERLOAD_GOALS = {
  'age-p99-overload-over-normal': {
    title: 'age p99 at 4× load ÷ at 0.65×',
    unit: '×',
    held: less(2, 1.3),
  },
  'added-age': {
    title: 'added age over the bare pipeline, p50 at light load',
    unit: 'ms',
    held: less(4, 2),
  },
  ...HOUSE_GOALS,
  capacity: { title: 'capacity, frames answered a second', unit: '/s' },
  'cores-at-capacity': { title: 'cores that the house used at capacity', unit: '' },
  'age-p50-light': { title: 'age p50, one session at 5 frames/s', unit: 'ms' },
  'bare-p50': { title: 'bare pipeline p50, the same frames at the same pace', unit: 'ms' },
  'age-p50-normal': { title: 'age p50 at 0.65×, ten sessions', unit: 'ms' },
  'age-p99-normal': { title: 'age p99 at 0.65×', unit: 'ms' },
  'age-p50-overload': { title: 'age p50 at 4×', unit: 'ms' },
  'age-p99-overload': { title: 'age p99 at 4×', unit: 'ms' },
  'offered-overload': { title: 'frames sent at 4×', unit: '/s' },
  'answered-overload': { title: 'frames answered at 4×', unit: '/s' },
  'cores-at-overload': { title: 'cores that the house used at 4×', unit: '' },
  'listener-cores-at-overload': { title: 'cores that the listeners took from it at 4×', unit: '' },
  'gateway-and-nats-share-overload': {
    title: 'gateway and NATS, share of the house’s processor time at 4×',
    unit: '',
  },
  'fairness-overload': { title: 'fewest ÷ most frames answered of a session at 4×', unit: '' },
  'unanswered-overload': { title: 'frames not answered at 4×', unit: '' },
  'told-overload': { title: 'frames that slow messages told of at 4×', unit: '' },
} as const satisfies Record<string, Goal>
export type HouseName = keyof typeof HOUSE_GOALS
export type OverloadName = keyof typeof OVERLOAD_GOALS
