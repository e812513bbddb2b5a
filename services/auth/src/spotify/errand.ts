import { createParser, UndecodableError } from '@mooddj/shared/codec'
import { Type } from 'typebox'
import { type KeyRing, openSecret, sealSecret, SecretUnreadable } from './key-ring.ts'
import { ErrandInvalid } from './problems.ts'

/** How long an errand may be run. */
const ERRAND_LIFE_MS = 24 * 3600 * 1000
/** Who may run it. Another audience would be another place, and its errands would not open here. */
const PLACE = 'errand for playlist'

const errand = createParser(Type.Object({ linkId: Type.String(), until: Type.Integer() }))

/**
 * What lets the playlist service finish or remove a playlist after its listener has gone: a sealed word that only auth can write and read.
 * It names a link, so it is worth nothing once that is deleted.
 */
export interface Errands {
  /** Base64url. */
  write(linkId: string, now: Date): string
  /** Gives the link's id. Throws ERRAND_INVALID. */
  read(text: string, now: Date): string
}

export function createErrands(keys: KeyRing): Errands {
  return {
    write(linkId, now) {
      const text = JSON.stringify({ linkId, until: now.getTime() + ERRAND_LIFE_MS })
      return sealSecret(keys, text, PLACE).toString('base64url')
    },
    read(text, now) {
      try {
        const { linkId, until } = errand.parseText(
          openSecret(keys, Buffer.from(text, 'base64url'), PLACE).text,
        )
        if (until > now.getTime()) return linkId
      } catch (error) {
        if (!(error instanceof SecretUnreadable || error instanceof UndecodableError)) throw error
      }
      throw ErrandInvalid()
    },
  }
}
