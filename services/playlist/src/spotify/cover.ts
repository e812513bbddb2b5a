import type { Affect } from '@mooddj/shared/affect'
import { createRandom, hashOfText } from '@mooddj/engine/random'
import type { Emotion } from '@mooddj/shared/emotion'
import sharp from 'sharp'

const SIDE = 640
/** So that its base64 stays under the 256 KB that Spotify takes. */
const COVER_MOST_BYTES = 190 * 1024
const QUALITIES = [88, 75, 60, 40]
const STARS = 70

/** The light of each emotion, as the page and the cards show it. */
const LIGHTS: Record<Emotion, string> = {
  happy: '#ffc247',
  sad: '#4d82ff',
  angry: '#ff4d5e',
  neutral: '#b9c2dc',
  surprise: '#ff5ce1',
  fear: '#9b6bff',
  disgust: '#3ddc84',
}

/** What a cover shows: nothing of Spotify's, and no album's art. */
export interface CoverSubject {
  /** Any text that belongs to the playlist: the same gives the same picture. */
  id: string
  emotion: Emotion
  trajectory: readonly Affect[]
}

/**
 * Draws a playlist's cover, a square JPEG of at most 190 KB: the mood's light, and the path through the plane as a curve from where the
 * listener was to where the music goes. Drawn in libuv's threads, not on the event loop.
 */
export async function drawCover(subject: CoverSubject): Promise<Buffer> {
  const picture = sharp(Buffer.from(svgOf(subject)))
  for (const quality of QUALITIES) {
    const jpeg = await picture.clone().jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer()
    if (jpeg.length <= COVER_MOST_BYTES) return jpeg
  }
  throw new RangeError('a cover of this size is larger than can be')
}

function svgOf({ id, emotion, trajectory }: CoverSubject): string {
  const random = createRandom(hashOfText(id))
  const light = LIGHTS[emotion]
  const points = trajectory.map(placeOf)
  const first = points[0] ?? { x: SIDE / 2, y: SIDE / 2 }
  const last = points.at(-1) ?? first
  const goal = LIGHTS[(trajectory.at(-1)?.valence ?? 0) > 0.2 ? 'happy' : emotion]
  const stars = Array.from({ length: STARS }, () => {
    const [x, y, size] = [random() * SIDE, random() * SIDE, 0.6 + random() * 1.8]
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${size.toFixed(1)}" fill="#fff" opacity="${(0.15 + random() * 0.4).toFixed(2)}"/>`
  })
  const glow = (name: string, colour: string, at: { x: number; y: number }) =>
    `<radialGradient id="${name}" gradientUnits="userSpaceOnUse" cx="${at.x.toFixed(1)}" cy="${at.y.toFixed(1)}" r="${SIDE * 0.6}">
<stop offset="0" stop-color="${colour}" stop-opacity=".75"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`
  const path = curveThrough(points)
  const dots = points.map(
    ({ x, y }) =>
      `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="7" fill="#fff" stroke="${light}" stroke-width="3"/>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}">
<defs>${glow('from', light, first)}${glow('to', goal, last)}</defs>
<rect width="${SIDE}" height="${SIDE}" fill="#0e0b1c"/>
<rect width="${SIDE}" height="${SIDE}" fill="url(#from)"/><rect width="${SIDE}" height="${SIDE}" fill="url(#to)"/>
${stars.join('')}
<g fill="none" stroke-linecap="round" stroke-linejoin="round">
<path d="${path}" stroke="${light}" stroke-width="26" opacity=".25"/><path d="${path}" stroke="#fff" stroke-width="6" opacity=".9"/></g>
${dots.join('')}
</svg>`
}

/** Where a point of the plane stands on the cover: valence to the right, arousal upward, with a margin. */
function placeOf({ valence, arousal }: Affect): { x: number; y: number } {
  return { x: SIDE * (0.5 + 0.36 * valence), y: SIDE * (0.5 - 0.36 * arousal) }
}

/** A smooth line through all points: a Catmull-Rom spline written as Bézier curves. A single point becomes a ring around it. */
function curveThrough(points: readonly { x: number; y: number }[]): string {
  const [start] = points
  if (start === undefined) return ''
  const isStill = points.every(({ x, y }) => x === start.x && y === start.y)
  if (isStill) return `M${start.x - 90} ${start.y}a90 90 0 1 1 180 0a90 90 0 1 1 -180 0`
  const at = (index: number) => points[Math.min(Math.max(index, 0), points.length - 1)] ?? start
  const curves = points.slice(1).map((to, index) => {
    const [before, from, after] = [at(index - 1), at(index), at(index + 2)]
    const one = { x: from.x + (to.x - before.x) / 6, y: from.y + (to.y - before.y) / 6 }
    const other = { x: to.x - (after.x - from.x) / 6, y: to.y - (after.y - from.y) / 6 }
    const numbers = [one.x, one.y, other.x, other.y, to.x, to.y].map((number) => number.toFixed(1))
    return `C${numbers.join(' ')}`
  })
  return `M${start.x.toFixed(1)} ${start.y.toFixed(1)}${curves.join('')}`
}
