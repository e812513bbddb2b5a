import { COLUMNS } from './wave-levels.ts'

/** What one picture of the wave shows. */
export interface WaveMoment {
  /** One a column, 0 to 1. */
  levels: Float32Array
  /** Share of the room that the loudest level takes. */
  reach: number
  /** 0 to 1, strongest on the beat. */
  pulse: number
  /** Beats since the track began; undefined while nothing plays. */
  beat: number | undefined
  /** Where the swell is, in beats; it stays where it was when the music stops. */
  phase: number
}

/** The ribbons from the back to the front: how tall, how strong, and how the swell runs through each. */
const RIBBONS = [
  { tall: 1, alpha: 0.2, turns: 2, speed: 0.125 },
  { tall: 0.78, alpha: 0.32, turns: 3, speed: -0.25 },
  { tall: 0.52, alpha: 0.55, turns: 1.5, speed: 0.5 },
] as const
/** Where the wave's middle line lies; below it is the reflection. */
const WATERLINE = 0.62
const REFLECTION = 0.5
const SEGMENTS = 96
/** For how many beats a ring travels outwards. */
const RING_BEATS = 2

export type WavePainter = ReturnType<typeof createWavePainter>

/** Paints waves on a canvas in its own colour. Gradients are made when size or colour change, and nothing else is allocated. */
export function createWavePainter(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) {
  const place: Place = { levels: new Float32Array(0), width: 0, middle: 0, room: 0 }
  const made = { width: 0, height: 0, colour: '', fill: context.createLinearGradient(0, 0, 0, 1) }

  /** Fits the canvas to its place and its colour; gives whether anything is another. */
  const fit = (): boolean => {
    const { clientWidth: width, clientHeight: height } = canvas
    const style = getComputedStyle(canvas)
    if (width === made.width && height === made.height && style.color === made.colour) return false
    const density = Math.min(2, devicePixelRatio)
    canvas.width = Math.round(width * density)
    canvas.height = Math.round(height * density)
    context.setTransform(density, 0, 0, density, 0, 0)
    const clear = style.getPropertyValue('--wave-clear')
    const fill = context.createLinearGradient(0, 0, 0, height)
    fill.addColorStop(0, clear)
    fill.addColorStop(WATERLINE, style.color)
    fill.addColorStop(1, clear)
    Object.assign(made, { width, height, colour: style.color, fill })
    return true
  }

  const paint = ({ levels, reach, pulse, beat, phase }: WaveMoment): void => {
    const { width, height, colour, fill } = made
    const middle = height * WATERLINE
    place.levels = levels
    place.width = width
    place.middle = middle
    place.room = middle * reach * (0.86 + 0.14 * pulse)
    context.clearRect(0, 0, width, height)
    context.fillStyle = fill
    for (const ribbon of RIBBONS) {
      context.globalAlpha = ribbon.alpha
      context.beginPath()
      trace(1, ribbon, phase)
      trace(-REFLECTION, ribbon, phase)
      context.fill()
    }
    context.strokeStyle = colour
    context.lineWidth = 1.5
    if (beat !== undefined) paintRings(beat, middle)
    context.globalAlpha = 0.9
    context.beginPath()
    trace(1, RIBBONS[2], phase)
    context.stroke()
  }

  /** One edge of a ribbon: upwards from left to right, its reflection back again. */
  const trace = (side: number, ribbon: (typeof RIBBONS)[number], phase: number) => {
    const { width, middle } = place
    for (let step = 0; step <= SEGMENTS; step += 1) {
      const across = side > 0 ? step / SEGMENTS : 1 - step / SEGMENTS
      const tall = heightAt(across, ribbon, phase, place)
      context.lineTo(across * width, middle - side * tall)
    }
  }

  const paintRings = (beat: number, middle: number) => {
    for (let ring = 0; ring < RING_BEATS; ring += 1) {
      const age = ((beat % 1) + ring) / RING_BEATS
      context.globalAlpha = 0.4 * (1 - age) ** 2
      context.beginPath()
      context.ellipse(
        made.width / 2,
        middle,
        20 + age * made.width * 0.5,
        6 + age * made.height * 0.4,
        0,
        0,
        2 * Math.PI,
      )
      context.stroke()
    }
  }
  return { fit, paint }
}

interface Place {
  levels: Float32Array
  width: number
  middle: number
  room: number
}

function heightAt(
  across: number,
  { tall, turns, speed }: (typeof RIBBONS)[number],
  phase: number,
  { levels, room }: Place,
): number {
  const place = across * (COLUMNS - 1)
  const before = levels[Math.floor(place)] ?? 0
  const after = levels[Math.ceil(place)] ?? before
  const level = before + (after - before) * (place % 1)
  const swell = 0.72 + 0.28 * Math.sin(2 * Math.PI * (turns * across - speed * phase))
  // Both edges lie flat, so that nothing is cut off.
  const edge = Math.sin(Math.PI * across)
  return room * tall * level * swell * Math.min(1, 1.6 * edge)
}
