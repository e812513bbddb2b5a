/** What a JPEG's header claims, or why it is none. Nothing is decoded. */
export type JpegHeader =
  | { kind: 'jpeg'; width: number; height: number }
  | { kind: 'unreadable'; because: 'empty' | 'not a JPEG' | 'truncated' }

/** The largest camera picture, by its header, that is decoded. */
export const FRAME_MAX_PIXELS = 4_000_000

const MARK = 0xff
const START_OF_IMAGE = 0xd8
const END_OF_IMAGE = 0xd9
const START_OF_SCAN = 0xda

/** Reads the size from the first frame header (ITU-T T.81, annex B) and sees that the picture begins and ends. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  if (bytes.byteLength === 0) return { kind: 'unreadable', because: 'empty' }
  if (bytes[0] !== MARK || bytes[1] !== START_OF_IMAGE) return { kind: 'unreadable', because: 'not a JPEG' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 9 <= bytes.byteLength) {
    if (view.getUint8(at) !== MARK) return { kind: 'unreadable', because: 'not a JPEG' }
    const marker = view.getUint8(at + 1)
    if (marker === MARK) at += 1
    else if (standsAlone(marker)) at += 2
    else if (isFrameHeader(marker)) {
      if (!endsAfter(bytes, at)) return { kind: 'unreadable', because: 'truncated' }
      return sized(view.getUint16(at + 7), view.getUint16(at + 5))
    } else if (marker === START_OF_SCAN || view.getUint16(at + 2) < 2) {
      return { kind: 'unreadable', because: 'not a JPEG' }
    } else at += 2 + view.getUint16(at + 2)
  }
  return { kind: 'unreadable', because: 'truncated' }
}

function sized(width: number, height: number): JpegHeader {
  if (width === 0 || height === 0) return { kind: 'unreadable', because: 'not a JPEG' }
  return { kind: 'jpeg', width, height }
}

/**
 * Whether the picture ends. Cameras may write more behind its end; inside the coded picture the mark of the end cannot occur (B.1.1.5), and
 * a thumbnail's own end lies before the frame header.
 */
function endsAfter(bytes: Uint8Array, frameHeader: number): boolean {
  let at = bytes.byteLength - 2
  while (at > frameHeader && !(bytes[at] === MARK && bytes[at + 1] === END_OF_IMAGE)) at -= 1
  return at > frameHeader
}

/** Restart markers, TEM and a second start: markers without a length. */
function standsAlone(marker: number): boolean {
  return (marker >= 0xd0 && marker <= START_OF_IMAGE) || marker === 0x01
}

/** SOF0 to SOF15, without DHT, JPG and DAC among them. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
