import { HOUSE_GOALS } from './overload-goals.ts'
import type { Goal } from './rows.ts'

/** What `dj bench live` measures, in the order of its table. */
export const LIVE_GOALS = {
  ...HOUSE_GOALS,
  'frames-sent': { title: 'frames sent', unit: '/s' },
  'frames-answered': { title: 'frames answered', unit: '/s' },
  'age-p50': { title: 'age from camera to mood, p50', unit: 'ms' },
  'age-p90': { title: 'age, p90', unit: 'ms' },
  'age-p99': { title: 'age, p99', unit: 'ms' },
  'age-most': { title: 'age, most', unit: 'ms' },
  'frames-held-back': { title: 'frames that the sender held back', unit: '' },
  'frames-told-dropped': { title: 'frames dropped, as slow messages told', unit: '' },
  errors: { title: 'errors', unit: '' },
  fairness: { title: 'fewest ÷ most frames answered of a session', unit: '' },
  'moods-settled': { title: 'moods settled', unit: '' },
  'closed-early': { title: 'sockets closed before the time', unit: '' },
} as const satisfies Record<string, Goal>
export type LiveName = keyof typeof LIVE_GOALS
