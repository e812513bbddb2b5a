import type { ModelInput } from './manifest.ts'

/** The width of a square input in pixels. */
export function sideOf({ shape, layout }: ModelInput): number {
  const side = layout === 'NCHW' ? shape[3] : shape[2]
  if (side === undefined) throw new RangeError('a model input has four dimensions')
  return side
}
