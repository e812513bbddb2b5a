import { createValidator } from '#validator'
import type { Static, TSchema } from 'typebox'

/** Turns values into bytes and back; `decode` believes nothing. */
export interface Codec<T> {
  encode(value: T): Uint8Array
  /** Throws {@link UndecodableError} when the bytes are not a `T`. */
  decode(bytes: Uint8Array): T
}

/** Bytes or text that do not hold what their channel promises. */
export class UndecodableError extends Error {
  override name = 'UndecodableError'
}

/** Checks unknown values against a schema. */
export interface Parser<T> {
  /** Gives the value typed, or throws {@link UndecodableError} naming the first wrong field. */
  parse(value: unknown): T
  /** As `parse`, from JSON text. */
  parseText(text: string): T
}

/** A parser for values that match `schema`. Unknown extra fields are let through: additive fields stay compatible. */
export function createParser<S extends TSchema>(schema: S): Parser<Static<S>> {
  const validator = createValidator(schema)
  const matches = (value: unknown): value is Static<S> => validator.check(value)
  const parse = (value: unknown): Static<S> => {
    if (matches(value)) return value
    throw new UndecodableError(validator.explain(value))
  }
  return {
    parse,
    parseText(text) {
      let value: unknown
      try {
        value = JSON.parse(text)
      } catch (cause) {
        throw new UndecodableError('not JSON', { cause })
      }
      return parse(value)
    },
  }
}

const utf8Encoder = new TextEncoder()
const utf8Decoder = new TextDecoder()

/** A codec of UTF-8 JSON checked against `schema` on the way in. */
export function jsonCodec<S extends TSchema>(schema: S): Codec<Static<S>> {
  const parser = createParser(schema)
  return {
    encode: (value) => utf8Encoder.encode(JSON.stringify(value)),
    decode: (bytes) => parser.parseText(utf8Decoder.decode(bytes)),
  }
}
