import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { ConfigError } from '@mooddj/platform/config'

/** Keys of AES-256 by their ids. The first seals; all open, so that a new key can be put before an old one. */
export interface KeyRing {
  readonly newest: string
  readonly keys: ReadonlyMap<string, KeyObject>
}

/** A sealed secret cannot be opened: its key is not in the ring, it was changed, or it stands in a place that is not its own. */
export class SecretUnreadable extends Error {
  override name = 'SecretUnreadable'
}

const VERSION = 1
/** NIST SP 800-38D, 8.2: 96 random bits; far fewer than 2^32 seals are made with a key. */
const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32
const CIPHER = 'aes-256-gcm'

/**
 * Reads `id:base64,id:base64`, the newest first. An id is 1 to 32 letters, digits, - and _; a key 32 bytes.
 * @throws {ConfigError} naming the entry by its place, never quoting it
 */
export function readKeyRing(text: string): KeyRing {
  const entries = text.split(',').map((entry, index): [string, KeyObject] => {
    const [, id, base64] = /^\s*([\w-]{1,32}):([A-Za-z0-9+/]+={0,2})\s*$/.exec(entry) ?? []
    const bytes = Buffer.from(base64 ?? '', 'base64')
    if (id === undefined || bytes.length !== KEY_BYTES)
      throw new ConfigError(`SPOTIFY_TOKEN_KEYS: entry ${index + 1} is not id:base64 of 32 bytes`)
    return [id, createSecretKey(bytes)]
  })
  const keys = new Map(entries)
  const newest = entries[0]?.[0]
  if (newest === undefined || keys.size < entries.length)
    throw new ConfigError('SPOTIFY_TOKEN_KEYS names a key twice')
  return { newest, keys }
}

/**
 * Seals a text: version, key's id, IV, tag and ciphertext in one.
 * @param place what the secret is and whose: it opens nowhere else
 */
export function sealSecret({ newest, keys }: KeyRing, text: string, place: string): Buffer {
  const key = keys.get(newest)
  if (key === undefined) throw new TypeError('the newest key is in the ring')
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
  const id = Buffer.from(newest)
  const head = Buffer.concat([Buffer.from([VERSION, id.length]), id])
  cipher.setAAD(Buffer.concat([head, Buffer.from(place)]))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([head, iv, cipher.getAuthTag(), sealed])
}

/**
 * Opens what `sealSecret` gave.
 * @throws {SecretUnreadable}
 */
export function openSecret({ newest, keys }: KeyRing, sealed: Buffer, place: string) {
  const headEnd = 2 + (sealed[1] ?? 0)
  const id = sealed.toString('utf8', 2, headEnd)
  const key = keys.get(id)
  if (sealed[0] !== VERSION || sealed.length < headEnd + IV_BYTES + TAG_BYTES)
    throw new SecretUnreadable('this is no sealed secret')
  if (key === undefined) throw new SecretUnreadable('its key is not in SPOTIFY_TOKEN_KEYS')
  const tagStart = headEnd + IV_BYTES
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(headEnd, tagStart), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.concat([sealed.subarray(0, headEnd), Buffer.from(place)]))
  decipher.setAuthTag(sealed.subarray(tagStart, tagStart + TAG_BYTES))
  try {
    const start = decipher.update(sealed.subarray(tagStart + TAG_BYTES))
    const text = Buffer.concat([start, decipher.final()]).toString('utf8')
    return { text, isNewest: id === newest }
  } catch (cause) {
    throw new SecretUnreadable('it was changed, or stands in another place than its own', { cause })
  }
}
