import { readFixturePhoto } from '@mooddj/testkit/fixture-photos'
import sharp from 'sharp'

/** A part of a fixture photo in its own pixels. */
export interface Part {
  left: number
  top: number
  width: number
  height: number
}

/** What a camera would send that sees this fixture photo, or a part of it. */
export function cameraJpeg(
  photo: number,
  { width = 480, part }: { width?: number; part?: Part } = {},
): Promise<Buffer> {
  const image = sharp(readFixturePhoto(photo))
  return (part ? image.extract(part) : image).resize({ width }).jpeg({ quality: 80 }).toBuffer()
}

/** A whole picture of one colour, as a file of a few kilobytes however many pixels it has. */
export function plainPicture(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#777777' }, limitInputPixels: false })
}

/** The same JPEG, whose header now claims another size. */
export function claimingSize(jpeg: Uint8Array, width: number, height: number): Buffer {
  const claimed = Buffer.from(jpeg)
  const at = claimed.indexOf(Buffer.from([0xff, 0xc0]))
  claimed.writeUInt16BE(height, at + 5)
  claimed.writeUInt16BE(width, at + 7)
  return claimed
}
