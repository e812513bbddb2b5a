import { and, eq, ne } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { v7 as uuidV7 } from 'uuid'
import { lockAccount } from '../sign-in-store.ts'
import { spotifyLinks } from '../tables.ts'
import { type KeyRing, openSecret, sealSecret } from './key-ring.ts'
import { deleteLinks } from './link-end-store.ts'

/** A link without its secrets. */
export type LinkRow = Pick<
  typeof spotifyLinks.$inferSelect,
  'id' | 'accountId' | 'scopes' | 'linkedAt' | 'authorisedAt' | 'endedAt'
>

/** The tokens of a link that goes on. */
export interface LinkTokens {
  accessToken: string
  refreshToken: string
  accessExpiresAt: Date
}

/** A link that goes on, with its tokens. */
export interface OpenLink extends LinkRow, LinkTokens {
  /** Whether the newest key sealed them. */
  isNewest: boolean
}

/** What becomes of a link that was looked at under its lock. */
export type LinkChange = { kind: 'keep' } | { kind: 'tokens'; tokens: LinkTokens } | { kind: 'end'; at: Date }

/** Which link: an account's, or one by its id. */
export type LinkKey = { accountId: string } | { linkId: string }

export interface LinkStore {
  find(key: LinkKey): Promise<LinkRow | undefined>
  /**
   * Makes or renews an account's link. The same Spotify account elsewhere is unlinked there, another one here before is unlinked here, and
   * both are told. False when the account is gone.
   */
  link(
    accountId: string,
    link: { spotifyAccountId: string; scopes: string; tokens: LinkTokens },
    now: Date,
  ): Promise<boolean>
  /**
   * The link with its tokens; undefined when there is none, or it has ended.
   * @throws {SecretUnreadable}
   */
  open(key: LinkKey): Promise<OpenLink | undefined>
  /**
   * Looks at a link that goes on and changes it, one caller in all processes at a time; the row stays locked while `decide` works. When that
   * throws, nothing has changed. Gives what is open after.
   */
  change(key: LinkKey, decide: (link: OpenLink) => Promise<LinkChange>): Promise<OpenLink | undefined>
}

export function createLinkStore(db: NodePgDatabase, keys: KeyRing): LinkStore {
  const seal = (accountId: string, tokens: LinkTokens) => ({
    accessToken: sealSecret(keys, tokens.accessToken, placeOf('access_token', accountId)),
    refreshToken: sealSecret(keys, tokens.refreshToken, placeOf('refresh_token', accountId)),
    accessExpiresAt: tokens.accessExpiresAt,
  })
  const opened = (row: typeof spotifyLinks.$inferSelect | undefined): OpenLink | undefined => {
    if (row === undefined || row.accessToken === null || row.refreshToken === null) return undefined
    const { accessToken, refreshToken, ...rest } = row
    const access = openSecret(keys, accessToken, placeOf('access_token', row.accountId))
    const refresh = openSecret(keys, refreshToken, placeOf('refresh_token', row.accountId))
    return {
      ...rest,
      accessToken: access.text,
      refreshToken: refresh.text,
      isNewest: access.isNewest && refresh.isNewest,
    }
  }
  return {
    async find(key) {
      const [row] = await db.select(WITHOUT_SECRETS).from(spotifyLinks).where(whichOf(key))
      return row
    },
    link: (accountId, { spotifyAccountId, scopes, tokens }, now) =>
      db.transaction(async (tx) => {
        if ((await lockAccount(tx, accountId)) === undefined) return false
        const elsewhere = and(
          eq(spotifyLinks.spotifyAccountId, spotifyAccountId),
          ne(spotifyLinks.accountId, accountId),
        )
        await deleteLinks(tx, elsewhere, 'moved', now)
        const before = and(
          eq(spotifyLinks.accountId, accountId),
          ne(spotifyLinks.spotifyAccountId, spotifyAccountId),
        )
        await deleteLinks(tx, before, 'replaced', now)
        const values = { scopes, ...seal(accountId, tokens), linkedAt: now, authorisedAt: now, endedAt: null }
        await tx
          .insert(spotifyLinks)
          .values({ accountId, id: uuidV7(), spotifyAccountId, ...values })
          .onConflictDoUpdate({ target: spotifyLinks.accountId, set: values })
        return true
      }),
    async open(key) {
      const [row] = await db.select().from(spotifyLinks).where(whichOf(key))
      return opened(row)
    },
    change: (key, decide) =>
      db.transaction(async (tx) => {
        const [row] = await tx.select().from(spotifyLinks).where(whichOf(key)).for('update')
        const link = opened(row)
        if (link === undefined) return undefined
        const change = await decide(link)
        const { accountId } = link
        const set = (values: Partial<typeof spotifyLinks.$inferInsert>) =>
          tx.update(spotifyLinks).set(values).where(eq(spotifyLinks.accountId, accountId))
        switch (change.kind) {
          case 'keep':
            return link
          case 'tokens':
            await set(seal(accountId, change.tokens))
            return { ...link, ...change.tokens, isNewest: true }
          case 'end':
            await set({ accessToken: null, refreshToken: null, endedAt: change.at })
            return undefined
          default:
            return change satisfies never
        }
      }),
  }
}

const WITHOUT_SECRETS = {
  id: spotifyLinks.id,
  accountId: spotifyLinks.accountId,
  scopes: spotifyLinks.scopes,
  linkedAt: spotifyLinks.linkedAt,
  authorisedAt: spotifyLinks.authorisedAt,
  endedAt: spotifyLinks.endedAt,
}

const placeOf = (column: string, accountId: string) => `spotify_links.${column} ${accountId}`

function whichOf(key: LinkKey) {
  return 'linkId' in key ? eq(spotifyLinks.id, key.linkId) : eq(spotifyLinks.accountId, key.accountId)
}
