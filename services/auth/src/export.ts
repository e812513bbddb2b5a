import { ask } from '@mooddj/platform/ask'
import { TokenInvalid } from '@mooddj/platform/authentication'
import { retryLater, ServiceUnavailable } from '@mooddj/platform/problem'
import { Type } from 'typebox'
import type { AccountRecord, AccountStore } from './account-store.ts'
import type { Config } from './config.ts'

/** All that Mood DJ keeps of a person. What the other services keep is shown as they give it. */
export interface Export extends AccountRecord {
  exportedAt: string
  playlists: object
  cards: object
}

/**
 * Gathers a person's export, asking the other services with the person's own bearer token.
 * @throws SERVICE_UNAVAILABLE when one of them does not answer: an export with a part missing would be a lie
 */
export type ReadExport = (accountId: string, authorization: string | undefined) => Promise<Export>

const AnyObjectSchema = Type.Object({})

export function createExport(config: Config, accounts: AccountStore): ReadExport {
  const part = async (what: string, base: string, authorization: string | undefined): Promise<object> => {
    try {
      return await ask(new URL('/v1/exports/me', base), { schema: AnyObjectSchema, authorization, what })
    } catch (cause) {
      // However the part went wrong, to the person it is missing.
      throw Object.assign(retryLater(ServiceUnavailable(what), 1), { cause })
    }
  }
  return async (accountId, authorization) => {
    const record = await accounts.record(accountId)
    if (record === undefined) throw TokenInvalid()
    const [playlists, cards] = await Promise.all([
      part('Your playlists', config.PLAYLIST_URL, authorization),
      part('Your cards', config.SNAPSHOT_URL, authorization),
    ])
    return { exportedAt: new Date().toISOString(), ...record, playlists, cards }
  }
}
