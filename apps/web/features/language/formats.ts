import type { Formats } from 'use-intl'

/** How numbers and moments are written, by name: `useFormatter().number(0.4, 'percent')`. */
export const FORMATS = {
  number: { percent: { style: 'percent', maximumFractionDigits: 0 } },
  dateTime: { day: { dateStyle: 'medium' }, longDay: { dateStyle: 'long' } },
} as const satisfies Formats
