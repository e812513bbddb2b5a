import type { Affect } from '@mooddj/shared/affect'
import { colourOfAffect } from '../mood/affect-colour.ts'
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
  { tall: 1, alpha: 0.24, turns: 2, speed: 0.125, isFront: false },
  { tall: 0.8, alpha: 0.36, turns: 3, speed: -0.25, isFront: false },
  { tall: 0.55, alpha: 0.85, turns: 1.5, speed: 0.5, isFront: true },
] as const
/** Where the wave's middle line lies; below it is the reflection. */
const WATERLINE = 0.66
const REFLECTION = 0.5
/** How strong the track's own ribbon is at each share of the height, in per cent: brightest at the line, gone in the depth. */
const DEPTH = [
  [0, 25],
  [WATERLINE, 100],
  [1, 0],
] as const
const SEGMENTS = 64
/** For how many beats a ring travels outwards. */
const RING_BEATS = 2

export type WavePainter = ReturnType<typeof createWavePainter>

/**
 * Paints waves on a canvas: behind, in the colours of the whole path from left to right; in front, in the canvas's own. Gradients are made when size or
 * colours change, and nothing else is allocated.
 */
export function createWavePainter(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) {
  const place: Place = { levels: new Float32Array(0), width: 0, middle: 0, room: 0 }
  const none = context.createLinearGradient(0, 0, 0, 1)
  const made = { look: '', width: 0, height: 0, colour: '', path: none, own: none }

  /** Fits the canvas to its place and its colours; gives whether anything is another. */
  const fit = (path: readonly Affect[]): boolean => {
    const { clientWidth: width, clientHeight: height } = canvas
    const style = getComputedStyle(canvas)
    const lightness = style.getPropertyValue('--affect-lightness')
    const look = `${width} ${height} ${lightness} ${style.color}`
    if (look === made.look) return false
    const density = Math.min(2, devicePixelRatio)
    canvas.width = Math.round(width * density)
    canvas.height = Math.round(height * density)
    context.setTransform(density, 0, 0, density, 0, 0)
    const along = context.createLinearGradient(0, 0, width, 0)
    for (const [index, affect] of path.entries())
      along.addColorStop(index / Math.max(1, path.length - 1), colourOfAffect(affect, lightness))
    const down = context.createLinearGradient(0, 0, 0, height)
    for (const [at, share] of DEPTH)
      down.addColorStop(at, `color-mix(in oklab, ${style.color} ${share}%, transparent)`)
    Object.assign(made, { look, width, height, colour: style.color, path: along, own: down })
    return true
  }

  const paint = ({ levels, reach, pulse, beat, phase }: WaveMoment): void => {
    const { width, height, colour, path, own } = made
    const middle = height * WATERLINE
    place.levels = levels
    place.width = width
    place.middle = middle
    place.room = middle * reach * (0.86 + 0.14 * pulse)
    context.clearRect(0, 0, width, height)
    for (const ribbon of RIBBONS) {
      context.fillStyle = ribbon.isFront ? own : path
      context.globalAlpha = ribbon.alpha
      context.beginPath()
      trace(1, ribbon, phase)
      trace(-REFLECTION, ribbon, phase)
      context.fill()
    }
    context.globalAlpha = 1
    context.strokeStyle = path
    context.lineWidth = 2
    context.beginPath()
    trace(1, RIBBONS[2], phase)
    context.stroke()
    context.strokeStyle = colour
    if (beat !== undefined) paintRings(beat, middle)
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
  const column = across * (COLUMNS - 1)
  const before = softly(levels, Math.floor(column))
  const after = softly(levels, Math.ceil(column))
  const level = 0.08 + before + (after - before) * (column % 1)
  const swell = 0.72 + 0.28 * Math.sin(2 * Math.PI * (turns * across - speed * phase))
  // Both edges lie flat, so that nothing is cut off.
  return room * tall * loud(level) * swell * Math.min(1, 1.6 * Math.sin(Math.PI * across))
}

/** Lifts what is soft and never goes beyond 1. */
function loud(level: number): number {
  return 1 - Math.exp(-2.2 * level)
}

/** A column's level with a share of its neighbours', so that the wave has no spikes. */
function softly(levels: Float32Array, column: number): number {
  const here = levels[column] ?? 0
  return 0.5 * here + 0.25 * (levels[column - 1] ?? here) + 0.25 * (levels[column + 1] ?? here)
}
