import type { Affect } from '@mooddj/shared/affect'

const THREADS = 18
const POINTS = 56

/**
 * Draws a mood as a ribbon of silk across a canvas: excited is tall and quick, calm is flat and slow; pleasant is smooth, unpleasant has
 * a second, restless swing in it. `phase` moves it along; the threads run through `colours`.
 */
export function drawRibbon(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  mood: Affect,
  { width, height, phase, colours }: RibbonFrame,
): void {
  context.clearRect(0, 0, width, height)
  context.lineJoin = 'round'
  const reach = height * (0.22 + 0.12 * mood.arousal)
  const unrest = Math.max(0, 0.22 - 0.4 * mood.valence)
  for (let thread = 0; thread < THREADS; thread += 1) {
    const place = thread / (THREADS - 1)
    context.beginPath()
    for (let point = 0; point <= POINTS; point += 1) {
      const along = point / POINTS
      const fold = Math.sin(TURN * (0.55 * along - 0.5 * phase) + 1.1)
      const wave =
        Math.sin(TURN * (0.9 * along - phase) + 2.6 * place * fold) +
        0.45 * Math.sin(TURN * (1.7 * along + 0.6 * phase) + 1.9 * place) +
        unrest * Math.sin(TURN * (6 * along + 1.6 * phase) + 5 * place)
      context.lineTo(
        along * width,
        height * (0.5 + 0.1 * (place - 0.5)) + wave * reach * (0.55 + 0.45 * place),
      )
    }
    context.strokeStyle = colours[Math.floor(place * (colours.length - 0.01))] ?? ''
    // Dense in the middle, single threads at the edges; every sixth one catches the light.
    context.globalAlpha = (thread % 6 === 0 ? 0.6 : 0.24) * (0.45 + 0.55 * Math.sin(Math.PI * place))
    context.lineWidth = thread % 6 === 0 ? 1.6 : 1
    context.stroke()
  }
  context.globalAlpha = 1
}

const TURN = 2 * Math.PI

export interface RibbonFrame {
  /** Of the canvas in its own pixels. */
  width: number
  height: number
  /** Grows with time; one is a whole wave past. */
  phase: number
  colours: readonly string[]
}
