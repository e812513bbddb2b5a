import type { Affect } from '@mooddj/shared/affect'

const RIBBONS = 7
const POINTS = 72

/**
 * Draws a mood as ribbons of light across a canvas: excited is tall and quick, calm is flat and slow; pleasant is smooth, unpleasant has
 * a second, restless swing in it. `phase` moves them along; `colours` run from the first ribbon to the last.
 */
export function drawRibbons(
  context: CanvasRenderingContext2D,
  mood: Affect,
  { width, height, phase, colours }: RibbonFrame,
): void {
  context.clearRect(0, 0, width, height)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  const reach = height * (0.13 + 0.13 * (mood.arousal + 1))
  const unrest = Math.max(0, 0.35 - 0.5 * mood.valence)
  for (let ribbon = 0; ribbon < RIBBONS; ribbon += 1) {
    const place = ribbon / (RIBBONS - 1)
    const path = new Path2D()
    for (let point = 0; point <= POINTS; point += 1) {
      const along = point / POINTS
      const wave =
        Math.sin(2 * Math.PI * (along * (1.1 + 0.35 * place) - phase * (0.6 + 0.4 * place)) + ribbon * 0.55) +
        unrest * Math.sin(2 * Math.PI * (along * 5.2 + phase * 1.4) + ribbon * 1.7)
      const envelope = Math.sin(Math.PI * along) ** 0.8
      path.lineTo(
        along * width,
        height * (0.42 + 0.16 * place) + wave * envelope * reach * (0.35 + 0.65 * place),
      )
    }
    context.strokeStyle = colours[ribbon % colours.length] ?? ''
    // A wide faint light and the bright thread in it: cheaper than a blur.
    for (const [lineWidth, opacity] of GLOW) {
      context.globalAlpha = opacity * (0.4 + 0.6 * (1 - Math.abs(place - 0.5)))
      context.lineWidth = lineWidth
      context.stroke(path)
    }
  }
  context.globalAlpha = 1
}

const GLOW: readonly (readonly [width: number, opacity: number])[] = [
  [26, 0.035],
  [12, 0.07],
  [5, 0.16],
  [1.5, 0.75],
]

export interface RibbonFrame {
  /** CSS pixels, both. */
  width: number
  height: number
  /** Grows with time; one is a whole wave past. */
  phase: number
  colours: readonly string[]
}
