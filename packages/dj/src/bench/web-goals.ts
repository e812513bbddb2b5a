import { CARD_GOALS } from './card-goals.ts'
import type { Goal } from './rows.ts'

const less = (floor: number, aim: number) => ({ floor, aim, better: 'less' }) as const
const more = (floor: number, aim: number) => ({ floor, aim, better: 'more' }) as const

/** What `dj bench web` measures, in the order of its table. */
export const WEB_GOALS = {
  'performance-phone': {
    title: 'Lighthouse performance of the landing page, phone, median of the rounds',
    unit: '',
    held: more(90, 95),
  },
  'performance-desktop': { title: 'the same, desktop', unit: '', held: more(90, 95) },
  'first-contentful-paint': { title: 'first contentful paint, phone', unit: 'ms' },
  'largest-contentful-paint': {
    title: 'largest contentful paint, phone',
    unit: 'ms',
    held: less(4_000, 2_500),
  },
  'total-blocking-time': { title: 'total blocking time, phone', unit: 'ms', held: less(600, 200) },
  'layout-shift': { title: 'cumulative layout shift, phone', unit: '', held: less(0.25, 0.1) },
  'long-tasks': {
    title: 'tasks over 50 ms on the DJ view, a lively scene before the camera',
    unit: '',
    held: less(5, 0),
  },
  'longest-task': { title: 'the longest of them', unit: 'ms' },
  'frames-sent': { title: 'camera pictures sent meanwhile', unit: '/s', held: more(10, 15) },
  'frame-time-p50': { title: 'time between two paints there, p50', unit: 'ms' },
  'frame-time-p95': { title: 'the same, p95', unit: 'ms', held: less(33.4, 16.8) },
  ...CARD_GOALS,
} as const satisfies Record<string, Goal>
export type WebName = keyof typeof WEB_GOALS
