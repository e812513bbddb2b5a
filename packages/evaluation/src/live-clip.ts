import type { Picture } from '@mooddj/inference/picture'
import sharp from 'sharp'

/** What a page sends of a near face: 4:3, ten frames a second. */
const WIDTH = 320
const HEIGHT = 240
const QUALITY = 75
/** A second: searched once, then looked at and glanced at. */
const FRAMES = 10
/** How far who sits in front of a camera sways, in pixels each way. */
const SWAY = 5

/** The time between two of its frames, milliseconds. */
export const FRAME_INTERVAL_MS = 100

/** A picture as a camera would show it for a second: its JPEG frames, in which it moves in a circle before a gray wall. */
export async function makeClip({ width, height, pixels }: Picture): Promise<Uint8Array[]> {
  const fitting = { width: WIDTH - 2 * SWAY, height: HEIGHT - 2 * SWAY }
  const { data, info } = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize({ ...fitting, fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const input = { input: data, raw: { width: info.width, height: info.height, channels: 3 } } as const
  return Promise.all(
    Array.from({ length: FRAMES }, (_, index) => {
      const angle = (2 * Math.PI * index) / FRAMES
      const left = Math.round((WIDTH - info.width) / 2 + SWAY * Math.cos(angle))
      const top = Math.round((HEIGHT - info.height) / 2 + SWAY * Math.sin(angle))
      return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#808080' } })
        .composite([{ ...input, left, top }])
        .jpeg({ quality: QUALITY })
        .toBuffer()
    }),
  )
}
