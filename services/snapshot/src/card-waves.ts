import type { SKRSContext2D } from '@napi-rs/canvas'
import { withOpacity } from './mood-look.ts'

const STRANDS = 5
const STEP_PX = 6

/** Sound waves across the card: higher where the playlist has more energy. `energy` is one value from −1 to 1 a track. */
export function drawWaves(
  context: SKRSContext2D,
  energy: readonly number[],
  { y, height, width, colour }: { y: number; height: number; width: number; colour: string },
): void {
  context.lineCap = 'round'
  for (let strand = 0; strand < STRANDS; strand += 1) {
    context.beginPath()
    for (let x = 0; x <= width; x += STEP_PX) {
      const along = x / width
      const reach = (0.2 + 0.8 * energyAt(energy, along)) * (height / 2) * Math.sin(Math.PI * along)
      const cycles = 5 + strand * 1.7
      const swing =
        Math.sin(2 * Math.PI * cycles * along + strand) * Math.cos(2 * Math.PI * 1.3 * along + strand * 0.8)
      context.lineTo(x, y + swing * reach)
    }
    context.strokeStyle = withOpacity(colour, 0.85 - strand * 0.14)
    context.lineWidth = strand === 0 ? 5 : 2.5
    context.shadowColor = colour
    context.shadowBlur = strand === 0 ? 28 : 10
    context.stroke()
  }
  context.shadowBlur = 0
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
