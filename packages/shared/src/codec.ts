import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Settings } from 'typebox/system'

// A page's content security policy forbids eval, so validators are interpreted in a browser.
Settings.Set({ useAcceleration: !('document' in globalThis) })

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
  const validator = Compile(schema)
  const matches = (value: unknown): value is Static<S> => validator.Check(value)
  const parse = (value: unknown): Static<S> => {
    if (matches(value)) return value
    const [first] = validator.Errors(value)
    throw new UndecodableError(`${first?.instancePath || '(root)'} ${first?.message ?? 'does not match'}`)
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
