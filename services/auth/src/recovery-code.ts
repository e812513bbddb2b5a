import { createHash, randomBytes } from 'node:crypto'

/** How many codes an account has at a time; each is good once. */
export const RECOVERY_CODES = 10

/** Crockford's base 32: no I, L, O and U, which are misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BYTES = 10
const LETTERS = 16

/** A new recovery code, 80 random bits as `XXXX-XXXX-XXXX-XXXX`, and the digest that is kept of it. */
export function createRecoveryCode(): { code: string; digest: Buffer } {
  const bits = [...randomBytes(BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = Array.from(
    { length: LETTERS },
    (_, at) => ALPHABET[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)],
  ).join('')
  const code = letters.replaceAll(/(.{4})(?=.)/g, '$1-')
  return { code, digest: digestOfRecoveryCode(code) }
}

/**
 * SHA-256 of a code however it was typed: in lower case, without dashes, with the letters that look like digits. A code is as random as
 * nobody can try out, so nothing slower is needed.
 */
export function digestOfRecoveryCode(typed: string): Buffer {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return createHash('sha256').update(letters).digest()
}
