import { type Codec, UndecodableError } from './codec.ts'

/** One captured camera picture on its way to inference. It is never stored. */
export interface Frame {
  /** Counts the frames of one session upwards; unsigned 32 bit. */
  number: number
  /** When the camera delivered it, milliseconds since the epoch by the sender's clock. */
  capturedAt: number
  jpeg: Uint8Array
}

/** `u32 number`, `f64 capturedAt`, both little-endian, then the JPEG. */
export const FRAME_HEADER_BYTES = 12
/** The largest JPEG that the live socket takes. */
export const FRAME_MAX_BYTES = 256 * 1024

/** The binary form of a frame, the same on the socket and on the bus. */
export const frameCodec: Codec<Frame> = {
  encode({ number, capturedAt, jpeg }) {
    const bytes = new Uint8Array(FRAME_HEADER_BYTES + jpeg.byteLength)
    const view = new DataView(bytes.buffer)
    view.setUint32(0, number, true)
    view.setFloat64(4, capturedAt, true)
    bytes.set(jpeg, FRAME_HEADER_BYTES)
    return bytes
  },
  decode(bytes) {
    if (bytes.byteLength < FRAME_HEADER_BYTES)
      throw new UndecodableError('a frame is shorter than its header')
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const capturedAt = view.getFloat64(4, true)
    if (!Number.isFinite(capturedAt)) throw new UndecodableError('capturedAt is not a time')
    return { number: view.getUint32(0, true), capturedAt, jpeg: bytes.subarray(FRAME_HEADER_BYTES) }
  },
}
