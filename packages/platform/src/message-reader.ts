/** Four bytes, little-endian, say how long a message is. */
export const LENGTH_BYTES = 4

/** A peer announced a message longer than any that is taken. */
export class MessageTooLong extends Error {
  override name = 'MessageTooLong'
}

/** Puts messages together from the pieces that a connection delivers. */
export interface MessageReader {
  /**
   * Takes the next piece.
   * @throws {MessageTooLong} as soon as a length is read that is over the limit; nothing is set aside for it
   */
  take(piece: Uint8Array): void
  /** Sets how long messages may be from now on. */
  allow(maxBytes: number): void
}

/**
 * Reads messages of at most `maxBytes`, each behind its length. Every message lies in memory of its own, so that one which is kept keeps
 * nothing else alive.
 */
export function createMessageReader(
  maxBytes: number,
  onMessage: (message: Uint8Array<ArrayBuffer>) => void,
): MessageReader {
  const head = new Uint8Array(LENGTH_BYTES)
  const view = new DataView(head.buffer)
  let limit = maxBytes
  let headFilled = 0
  let body: Uint8Array<ArrayBuffer> | undefined
  let filled = 0

  const begin = () => {
    const length = view.getUint32(0, true)
    if (length > limit) throw new MessageTooLong(`a message of ${length} bytes, where ${limit} are taken`)
    headFilled = 0
    if (length === 0) onMessage(new Uint8Array(0))
    else body = new Uint8Array(length)
    filled = 0
  }
  /** Takes what it can of a piece and gives how much that was. */
  const takeHead = (piece: Uint8Array) => {
    const part = piece.subarray(0, LENGTH_BYTES - headFilled)
    head.set(part, headFilled)
    headFilled += part.byteLength
    if (headFilled === LENGTH_BYTES) begin()
    return part.byteLength
  }
  const takeBody = (whole: Uint8Array<ArrayBuffer>, piece: Uint8Array) => {
    const part = piece.subarray(0, whole.byteLength - filled)
    whole.set(part, filled)
    filled += part.byteLength
    if (filled === whole.byteLength) {
      body = undefined
      onMessage(whole)
    }
    return part.byteLength
  }

  return {
    take(piece) {
      for (let at = 0; at < piece.byteLength;) {
        const rest = piece.subarray(at)
        at += body === undefined ? takeHead(rest) : takeBody(body, rest)
      }
    },
    allow(bytes) {
      limit = bytes
    },
  }
}
