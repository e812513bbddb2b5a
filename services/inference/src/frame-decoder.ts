import jpegTurbo from '@julusian/jpeg-turbo'
import { FRAME_MAX_PIXELS, readJpegHeader } from '@mooddj/shared/jpeg-header'
import { LONGEST_SIDE, PictureError, decodeFrame } from './decode-picture.ts'
import { type GrayPicture, type Picture, grayOf } from './picture.ts'

/** Decodes camera pictures into buffers of its own: what one frame shows holds until the next is opened. */
export interface FrameDecoder {
  open(jpeg: Uint8Array): FrameViews
}

/** A camera picture as it is needed: each view is decoded when it is first asked for. Both throw {@link PictureError}. */
export interface FrameViews {
  /** Without colours, for two thirds of the time and less. */
  gray(): Promise<GrayPicture>
  colour(): Promise<Picture>
  /** How long decoding has taken, milliseconds. */
  readonly decodeMs: number
}

const { FORMAT_GRAY, FORMAT_RGB, decompressSync } = jpegTurbo
const START_OF_SCAN = Buffer.from([0xff, 0xda])

/**
 * A decoder of what cameras send, with libjpeg-turbo itself, a fifth of the time that sharp takes (decision 010). What is out of the
 * ordinary goes to `decodeFrame`: pictures in several scans, of which a small file may hold thousands, those that are scaled down, and
 * whatever libjpeg-turbo refuses or warns of.
 */
export function createFrameDecoder(): FrameDecoder {
  let rgb = Buffer.alloc(0)
  let luma = Buffer.alloc(0)
  const readColour = async (jpeg: Uint8Array): Promise<Picture> => {
    const size = plainSizeOf(jpeg)
    if (size) {
      const bytes = size.width * size.height * 3
      if (rgb.length < bytes) rgb = Buffer.allocUnsafeSlow(bytes)
      if (decompressInto(jpeg, rgb, FORMAT_RGB)) return { ...size, pixels: rgb.subarray(0, bytes) }
    }
    return decodeFrame(jpeg)
  }
  const readGray = (jpeg: Uint8Array): GrayPicture | undefined => {
    const size = plainSizeOf(jpeg)
    if (!size) return undefined
    const bytes = size.width * size.height
    if (luma.length < bytes) luma = Buffer.allocUnsafeSlow(bytes)
    return decompressInto(jpeg, luma, FORMAT_GRAY) ? { ...size, luma: luma.subarray(0, bytes) } : undefined
  }
  return {
    open(jpeg) {
      let gray: GrayPicture | undefined
      let picture: Picture | undefined
      let decodeMs = 0
      const timed = async <P>(decode: () => P | Promise<P>): Promise<P> => {
        const start = performance.now()
        const decoded = await decode()
        decodeMs += performance.now() - start
        return decoded
      }
      const colour = async () => (picture ??= await timed(() => readColour(jpeg)))
      return {
        colour,
        async gray() {
          gray ??= (await timed(() => readGray(jpeg))) ?? grayOf(await colour())
          return gray
        },
        get decodeMs() {
          return decodeMs
        },
      }
    },
  }
}

/** The size of a picture in one scan that needs no scaling; undefined for others. Throws {@link PictureError}. */
function plainSizeOf(jpeg: Uint8Array): { width: number; height: number } | undefined {
  const header = readJpegHeader(jpeg)
  if (header.kind === 'unreadable') throw new PictureError('unreadable')
  const { width, height } = header
  if (width * height > FRAME_MAX_PIXELS) throw new PictureError('too-large')
  if (Math.max(width, height) > LONGEST_SIDE) return undefined
  const bytes = bufferOver(jpeg)
  // Inside coded data this pair of bytes cannot occur (ITU-T T.81, B.1.1.5).
  const scan = bytes.indexOf(START_OF_SCAN)
  return scan >= 0 && bytes.indexOf(START_OF_SCAN, scan + 2) < 0 ? { width, height } : undefined
}

function decompressInto(jpeg: Uint8Array, into: Buffer, format: number): boolean {
  try {
    decompressSync(bufferOver(jpeg), into, { format })
    return true
  } catch {
    // Warnings end here too; sharp tells what can be read all the same from what cannot.
    return false
  }
}

function bufferOver({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
