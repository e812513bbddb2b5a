import { type Codec, jsonCodec, UndecodableError } from './codec.ts'
import { type Frame, FRAME_HEADER_BYTES, FRAME_MAX_BYTES, frameCodec } from './frame.ts'
import { type MoodDetected, MoodDetectedSchema } from './mood.ts'

/** A frame on its way from a gateway to the inference process that is to read it. */
export interface FrameAsked {
  /** Chosen by who asks, to know the answer by; unsigned 32 bit. */
  ticket: number
  sessionId: string
  frame: Frame
}

/** What became of it. */
export interface FrameAnswered {
  ticket: number
  /** How many frames still waited for a thread when this one was done. */
  waiting: number
  detected: MoodDetected
}

const ID_MAX_BYTES = 64
const ASKED_HEAD_BYTES = 5
const ANSWERED_HEAD_BYTES = 6
/** No message to inference is longer. */
export const FRAME_ASKED_MAX_BYTES = ASKED_HEAD_BYTES + ID_MAX_BYTES + FRAME_HEADER_BYTES + FRAME_MAX_BYTES
/** No answer is longer: some hundreds of faces. */
export const FRAME_ANSWERED_MAX_BYTES = 256 * 1024

/**
 * The bytes of a frame on its way: `u32 ticket`, `u8` length of the session's id, the id in ASCII, then the frame as on the socket; all
 * little-endian. In two parts to be sent one behind the other, so that the picture is not copied.
 */
export function encodeFrameAsked({
  ticket,
  sessionId,
  frame,
}: FrameAsked): [head: Uint8Array, jpeg: Uint8Array] {
  if (!/^[\w-]{1,64}$/.test(sessionId))
    throw new RangeError('a session’s id holds 1 to 64 letters, digits, _ and -')
  const start = ASKED_HEAD_BYTES + sessionId.length
  const head = new Uint8Array(start + FRAME_HEADER_BYTES)
  const view = new DataView(head.buffer)
  view.setUint32(0, ticket, true)
  view.setUint8(4, sessionId.length)
  for (let at = 0; at < sessionId.length; at++) view.setUint8(ASKED_HEAD_BYTES + at, sessionId.charCodeAt(at))
  view.setUint32(start, frame.number, true)
  view.setFloat64(start + 4, frame.capturedAt, true)
  return [head, frame.jpeg]
}

/** Throws {@link UndecodableError} when the bytes are not a frame on its way. */
export function decodeFrameAsked(bytes: Uint8Array): FrameAsked {
  if (bytes.byteLength < ASKED_HEAD_BYTES) throw new UndecodableError('shorter than its header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = ASKED_HEAD_BYTES + view.getUint8(4)
  const id = bytes.subarray(ASKED_HEAD_BYTES, start)
  const sessionId = String.fromCharCode(...id)
  if (!/^[\w-]{1,64}$/.test(sessionId)) throw new UndecodableError('the session’s id is none')
  return { ticket: view.getUint32(0, true), sessionId, frame: frameCodec.decode(bytes.subarray(start)) }
}

const detectedCodec = jsonCodec(MoodDetectedSchema)

/** `u32 ticket`, `u16 waiting`, both little-endian, then the outcome as JSON. */
export const frameAnswered: Codec<FrameAnswered> = {
  encode({ ticket, waiting, detected }) {
    const json = detectedCodec.encode(detected)
    const bytes = new Uint8Array(ANSWERED_HEAD_BYTES + json.byteLength)
    const view = new DataView(bytes.buffer)
    view.setUint32(0, ticket, true)
    view.setUint16(4, Math.min(waiting, 0xffff), true)
    bytes.set(json, ANSWERED_HEAD_BYTES)
    return bytes
  },
  decode(bytes) {
    if (bytes.byteLength < ANSWERED_HEAD_BYTES) throw new UndecodableError('shorter than its header')
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return {
      ticket: view.getUint32(0, true),
      waiting: view.getUint16(4, true),
      detected: detectedCodec.decode(bytes.subarray(ANSWERED_HEAD_BYTES)),
    }
  },
}
