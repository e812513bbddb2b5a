import type { Affect } from '@mooddj/shared/affect'

/** What the page tells the silk's worker: the canvas first, then, as often as it changes, what to draw on it. */
export interface SilkOrder {
  canvas?: OffscreenCanvas
  /** CSS pixels. */
  width: number
  height: number
  mood: Affect
  colours: readonly string[]
  /** Whether anyone can see it. */
  isSeen: boolean
}

/** A worker hears only its own page; this tells an order from what a browser's extension may post. */
export function isSilkOrder(value: unknown): value is SilkOrder {
  return typeof value === 'object' && value !== null && 'mood' in value && 'colours' in value
}
