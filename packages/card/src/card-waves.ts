import type { Sheet } from './card-context.ts'
import { withOpacity } from './mood-look.ts'

const STRANDS = 5
const STEP_PX = 6

/**
 * Sound waves across the card: higher where the playlist has more energy, and read from the side that the card is.
 * `energy` is one value from −1 to 1 a track.
 */
export function drawWaves<P>(
  { context, isRtl }: Sheet<P>,
  energy: readonly number[],
  { y, height, width, colour }: { y: number; height: number; width: number; colour: string },
): void {
  context.lineCap = 'round'
  context.lineJoin = 'round'
  for (let strand = STRANDS - 1; strand >= 0; strand -= 1) {
    context.beginPath()
    for (let x = 0; x <= width; x += STEP_PX) {
      const along = isRtl ? 1 - x / width : x / width
      const reach = (0.16 + 0.84 * energyAt(energy, along)) * (height / 2) * Math.sin(Math.PI * along) ** 0.6
      const cycles = 5 + strand * 1.7
      const swing =
        Math.sin(2 * Math.PI * cycles * along + strand) * Math.cos(2 * Math.PI * 1.3 * along + strand * 0.8)
      context.lineTo(x, y + swing * reach)
    }
    // A wide faint line under a thin bright one looks lit and costs less than a blur.
    const opacity = 0.9 - strand * 0.16
    for (const [lineWidth, share] of strand === 0
      ? ([
          [22, 0.12],
          [11, 0.22],
          [4.5, 1],
        ] as const)
      : ([
          [8, 0.14],
          [2.5, 1],
        ] as const)) {
      context.strokeStyle = withOpacity(colour, opacity * share)
      context.lineWidth = lineWidth
      context.stroke()
    }
  }
}

/** The playlist's curve as a row of upright bars, one or more a track. */
export function drawBars<P>(
  { context, isRtl }: Sheet<P>,
  energy: readonly number[],
  place: { x: number; y: number; width: number; height: number; colour: string; count: number },
): void {
  const pitch = place.width / place.count
  context.fillStyle = place.colour
  for (let bar = 0; bar < place.count; bar += 1) {
    const along = (isRtl ? place.count - 1 - bar : bar) / (place.count - 1)
    // A second, faster curve over the playlist's own makes it sound rather than chart.
    const beat = 0.62 + 0.38 * Math.sin(bar * 2.1) * Math.cos(bar * 0.7)
    const height = Math.max(pitch * 0.5, place.height * (0.12 + 0.88 * energyAt(energy, along)) * beat)
    context.beginPath()
    context.roundRect(
      place.x + bar * pitch + pitch * 0.25,
      place.y - height / 2,
      pitch * 0.5,
      height,
      pitch / 4,
    )
    context.fill()
  }
}

/** The energy from 0 to 1 at a share of the playlist, eased between tracks. */
function energyAt(energy: readonly number[], along: number): number {
  const place = along * (energy.length - 1)
  const before = Math.floor(place)
  const from = energy[before] ?? 0
  const to = energy[before + 1] ?? from
  const eased = (1 - Math.cos(Math.PI * (place - before))) / 2
  return (from + (to - from) * eased + 1) / 2
}
