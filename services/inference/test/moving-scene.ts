import { readFixturePhoto } from '@mooddj/testkit/fixture-photos'
import sharp from 'sharp'

const WIDTH = 480
const HEIGHT = 360
/** The fixture photos are 1920 pixels wide. A cut-out is so many faces wide and high, the face in its middle. */
const CUT = 1.8

/** A person cut out of a fixture photo, or a plain board that hides who stands behind it. */
export interface Figure {
  cut: Buffer
  /** Its pixels along one side. */
  side: number
}

/** Where the face of a figure is, in pixels of the scene, and how wide. Of two figures the later one of the list stands in front. */
export interface Place {
  figure: Figure
  x: number
  y: number
  width: number
}

/** People whose faces these photos show at these places: left, top and width in pixels of the photo. */
const PEOPLE = {
  laughing: { photo: 0, x: 1492, y: 264, width: 153 },
  calm: { photo: 5, x: 1143, y: 345, width: 240 },
  merry: { photo: 2, x: 1485, y: 345, width: 216 },
} as const

/** One person to place in scenes. */
export async function figureOf(person: keyof typeof PEOPLE): Promise<Figure> {
  const { photo, x, y, width } = PEOPLE[person]
  const side = Math.round(width * CUT)
  const from = (middle: number) => Math.round(middle - side / 2)
  const cut = await sharp(readFixturePhoto(photo))
    .extract({ left: from(x + width / 2), top: from(y + width / 2), width: side, height: side })
    .raw()
    .toBuffer()
  return { cut, side }
}

/** A gray board as wide as a cut-out. */
export async function board(): Promise<Figure> {
  const cut = await sharp({ create: { width: 90, height: 90, channels: 3, background: '#6d6a64' } })
    .raw()
    .toBuffer()
  return { cut, side: 90 }
}

/** What a camera sends that sees these figures on a plain wall. `light` 1 is as in the photos; `blur` in pixels. */
export async function frameOf(
  places: readonly Place[],
  { light = 1, blur = 0 }: { light?: number; blur?: number } = {},
): Promise<Buffer> {
  const layers = await Promise.all(
    places.map(async ({ figure, x, y, width }) => {
      const side = Math.round(width * CUT)
      const cut = sharp(figure.cut, { raw: rawOf(figure.side, figure.side) }).resize(side, side)
      const left = Math.round(x - side / 2)
      const top = Math.round(y - side / 2)
      const inside = {
        left: Math.max(0, -left),
        top: Math.max(0, -top),
        width: Math.min(side, WIDTH - left) - Math.max(0, -left),
        height: Math.min(side, HEIGHT - top) - Math.max(0, -top),
      }
      if (inside.width < 1 || inside.height < 1) return []
      return [
        {
          input: await cut.extract(inside).raw().toBuffer(),
          raw: rawOf(inside.width, inside.height),
          left: Math.max(0, left),
          top: Math.max(0, top),
        },
      ]
    }),
  )
  const scene = await sharp({
    create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#b7afa4' },
  })
    .composite(layers.flat())
    .removeAlpha()
    .raw()
    .toBuffer()
  const seen = sharp(scene, { raw: rawOf(WIDTH, HEIGHT) }).linear(light, 0)
  return (blur > 0 ? seen.blur(blur) : seen).jpeg({ quality: 80 }).toBuffer()
}

function rawOf(width: number, height: number) {
  return { width, height, channels: 3 } as const
}

/** Whether the middle of a box (shares of the scene) lies on the face at this place. */
export function isOn(
  [left, top, width, height]: readonly [number, number, number, number],
  { x, y, width: size }: Place,
): boolean {
  return Math.hypot((left + width / 2) * WIDTH - x, (top + height / 2) * HEIGHT - y) < size * 0.45
}
