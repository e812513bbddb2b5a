import { type Codec, jsonCodec, UndecodableError } from './codec.ts'
import { type Frame, FRAME_HEADER_BYTES, FRAME_MAX_BYTES, frameCodec } from './frame.ts'
import { type MoodDetected, MoodDetectedSchema } from './mood.ts'

/** A frame on its way from a gateway to the inference process that is to read it. */
export interface FrameAsked {
  /** Chosen by who asks, to know the answer by; unsigned 32 bit. */
  ticket: number
  sessionId: string
  frame: Frame
  /** What it is a part of, where it is followed (W3C Trace Context); said only to a process that announced that it follows frames. */
  traceparent?: string
}

/** What became of it. */
export interface FrameAnswered {
  ticket: number
  /** How many frames still waited for a thread when this one was done. */
  waiting: number
  detected: MoodDetected
}

const ID_MAX_BYTES = 64
/** `traceparent` has one length only. Its presence is told by the highest bit of the id's length. */
const TRACEPARENT_BYTES = 55
const HAS_TRACEPARENT = 0x80
const ASKED_HEAD_BYTES = 5
const ANSWERED_HEAD_BYTES = 6
/** No message to inference is longer. */
export const FRAME_ASKED_MAX_BYTES =
  ASKED_HEAD_BYTES + ID_MAX_BYTES + TRACEPARENT_BYTES + FRAME_HEADER_BYTES + FRAME_MAX_BYTES
/** No answer is longer: some hundreds of faces. */
export const FRAME_ANSWERED_MAX_BYTES = 256 * 1024

/**
 * The bytes of a frame on its way: `u32 ticket`, `u8` length of the session's id (plus 128 where the frame is followed), the id in ASCII, for a
 * followed frame its `traceparent` in ASCII, then the frame as on the socket; all little-endian. In two parts to be sent one behind the other, so
 * that the picture is not copied.
 */
export function encodeFrameAsked({
  ticket,
  sessionId,
  frame,
  traceparent = '',
}: FrameAsked): [head: Uint8Array, jpeg: Uint8Array] {
  if (!/^[\w-]{1,64}$/.test(sessionId))
    throw new RangeError('a session’s id holds 1 to 64 letters, digits, _ and -')
  if (traceparent !== '' && traceparent.length !== TRACEPARENT_BYTES)
    throw new RangeError('a traceparent has 55 characters')
  const words = sessionId + traceparent
  const start = ASKED_HEAD_BYTES + words.length
  const head = new Uint8Array(start + FRAME_HEADER_BYTES)
  const view = new DataView(head.buffer)
  view.setUint32(0, ticket, true)
  view.setUint8(4, sessionId.length | (traceparent === '' ? 0 : HAS_TRACEPARENT))
  for (let at = 0; at < words.length; at++) view.setUint8(ASKED_HEAD_BYTES + at, words.charCodeAt(at))
  view.setUint32(start, frame.number, true)
  view.setFloat64(start + 4, frame.capturedAt, true)
  return [head, frame.jpeg]
}

/** Throws {@link UndecodableError} when the bytes are not a frame on its way. */
export function decodeFrameAsked(bytes: Uint8Array): FrameAsked {
  if (bytes.byteLength < ASKED_HEAD_BYTES) throw new UndecodableError('shorter than its header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const lengths = view.getUint8(4)
  const idEnd = ASKED_HEAD_BYTES + (lengths & ~HAS_TRACEPARENT)
  const start = idEnd + ((lengths & HAS_TRACEPARENT) === 0 ? 0 : TRACEPARENT_BYTES)
  const sessionId = String.fromCharCode(...bytes.subarray(ASKED_HEAD_BYTES, idEnd))
  if (!/^[\w-]{1,64}$/.test(sessionId)) throw new UndecodableError('the session’s id is none')
  return {
    ticket: view.getUint32(0, true),
    sessionId,
    frame: frameCodec.decode(bytes.subarray(start)),
    ...(start > idEnd && { traceparent: String.fromCharCode(...bytes.subarray(idEnd, start)) }),
  }
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
