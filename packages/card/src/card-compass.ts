import type { Affect } from '@mooddj/shared/affect'
import type { Sheet } from './card-context.ts'
import { INK, mixed, withOpacity } from './mood-look.ts'

/** The valence/arousal plane as a dial with the playlist's way through it: pleasant to the right, lively upwards, whatever the language. */
export function drawCompass<P>(
  { context }: Sheet<P>,
  path: readonly Affect[],
  { x, y, radius, colour }: { x: number; y: number; radius: number; colour: string },
): void {
  const ring = (r: number, width: number, opacity: number) => {
    context.beginPath()
    context.arc(x, y, r, 0, 2 * Math.PI)
    context.strokeStyle = withOpacity('#ffffff', opacity)
    context.lineWidth = width
    context.stroke()
  }
  const light = context.createRadialGradient(x, y, 0, x, y, radius)
  light.addColorStop(0, withOpacity(colour, 0.3))
  light.addColorStop(1, withOpacity(colour, 0.06))
  context.fillStyle = light
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
  ring(radius, 2.5, 0.45)
  ring(radius * 0.66, 1.5, 0.16)
  ring(radius * 0.33, 1.5, 0.16)
  context.fillStyle = withOpacity('#ffffff', 0.16)
  context.fillRect(x - radius, y - 0.75, 2 * radius, 1.5)
  context.fillRect(x - 0.75, y - radius, 1.5, 2 * radius)

  const points = path
    .map((point) => onDial(point, radius * 0.86))
    .map(({ right, up }) => ({ x: x + right, y: y - up }))
  context.beginPath()
  for (const point of points) context.lineTo(point.x, point.y)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.strokeStyle = withOpacity(INK, 0.5)
  context.lineWidth = 4
  context.stroke()
  for (const [index, point] of points.entries()) {
    const along = points.length < 2 ? 1 : index / (points.length - 1)
    const isEnd = index === points.length - 1
    dot(context, point, isEnd ? 24 : 0, withOpacity(INK, 0.28))
    dot(context, point, isEnd ? 14 : 6 + 3 * along, mixed(colour, '#ffffff', isEnd ? 1 : 0.25 + 0.5 * along))
  }
}

function dot<P>(
  context: Sheet<P>['context'],
  { x, y }: { x: number; y: number },
  radius: number,
  colour: string,
): void {
  if (radius === 0) return
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = colour
  context.fill()
}

/** A point of the square plane on the round dial: what lies beyond the rim comes in to it. */
function onDial({ valence, arousal }: Affect, radius: number): { right: number; up: number } {
  const reach = radius / Math.max(1, Math.hypot(valence, arousal))
  return { right: valence * reach, up: arousal * reach }
}
