import { UndecodableError } from '@mooddj/shared/codec'
import { type Frame, FRAME_MAX_BYTES, frameCodec } from '@mooddj/shared/frame'
import type { FrameFailure } from '@mooddj/shared/mood'
import { FRAME_MAX_PIXELS, readJpegHeader } from '@mooddj/shared/jpeg-header'
import { takeToken, type TokenBucket } from './token-bucket.ts'

/** What admission remembers of one socket. */
export interface Admission {
  readonly bucket: TokenBucket | undefined
  readonly lastNumber: number
  /** Unreadable frames in a row. */
  readonly unreadable: number
}

export const NOTHING_ADMITTED: Admission = { bucket: undefined, lastNumber: -1, unreadable: 0 }
/** So many unreadable frames in a row close the socket. */
export const UNREADABLE_IN_A_ROW = 10

export type Admitted =
  | { verdict: 'admit'; frame: Frame }
  | { verdict: 'drop'; reason: 'rate' | 'order' }
  | { verdict: 'refuse'; code: Exclude<FrameFailure, 'FRAME_DROPPED'>; detail: string }

/**
 * The second valve: decides over one binary message. Too fast or out of order is dropped; what is no readable picture, or too large
 * a one, is refused before anything decodes it.
 * @param now ms, never going back
 */
export function admit(
  state: Admission,
  message: Uint8Array,
  now: number,
  limits: { framesPerSecond: number },
): { state: Admission; outcome: Admitted } {
  const { bucket, taken } = takeToken(state.bucket, now, {
    perSecond: limits.framesPerSecond,
    burst: limits.framesPerSecond,
  })
  const next = { ...state, bucket }
  if (!taken) return { state: next, outcome: { verdict: 'drop', reason: 'rate' } }
  const frame = decoded(message)
  if (frame === undefined)
    return unreadable(next, 'The frame is shorter than its header, or its time is not a number.')
  const header = readJpegHeader(frame.jpeg)
  if (header.kind === 'unreadable') return unreadable(next, `Frame ${frame.number} is ${header.because}.`)
  if (frame.jpeg.byteLength > FRAME_MAX_BYTES || header.width * header.height > FRAME_MAX_PIXELS) {
    const detail = `Frame ${frame.number} measures ${header.width} × ${header.height}; at most 4 megapixels are taken.`
    return {
      state: { ...next, unreadable: 0 },
      outcome: { verdict: 'refuse', code: 'FRAME_TOO_LARGE', detail },
    }
  }
  if (frame.number <= state.lastNumber)
    return { state: { ...next, unreadable: 0 }, outcome: { verdict: 'drop', reason: 'order' } }
  return { state: { bucket, lastNumber: frame.number, unreadable: 0 }, outcome: { verdict: 'admit', frame } }
}

function unreadable(state: Admission, detail: string): { state: Admission; outcome: Admitted } {
  return {
    state: { ...state, unreadable: state.unreadable + 1 },
    outcome: { verdict: 'refuse', code: 'FRAME_UNREADABLE', detail },
  }
}

function decoded(message: Uint8Array): Frame | undefined {
  try {
    return frameCodec.decode(message)
  } catch (error) {
    if (error instanceof UndecodableError) return undefined
    throw error
  }
}
