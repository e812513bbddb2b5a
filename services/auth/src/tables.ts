import { outboxTable } from '@mooddj/platform/outbox'
import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  customType,
  index,
  integer,
  pgSchema,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

// Not exported: the schema is there before the first migration, made by whoever owns the database.
const auth = pgSchema('auth')
const moment = (name: string) => timestamp(name, { withTimezone: true })
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Everyone who uses Mood DJ; a guest has neither e-mail nor password. */
export const accounts = auth.table(
  'accounts',
  {
    id: uuid('id').primaryKey(),
    /** As `readEmail` yields it: lower case. */
    email: text('email').unique('accounts_email_unique'),
    /** PHC string of Argon2id. */
    passwordHash: text('password_hash'),
    displayName: text('display_name').notNull(),
    createdAt: moment('created_at').notNull(),
    lastUsedAt: moment('last_used_at').notNull(),
  },
  (table) => [
    check('accounts_email_has_password', sql`(${table.email} is null) = (${table.passwordHash} is null)`),
    index('accounts_guests_last_used_at')
      .on(table.lastUsedAt)
      .where(sql`${table.email} is null`),
  ],
)

/** One family of refresh tokens: from a login to its logout. */
export const signIns = auth.table(
  'sign_ins',
  {
    id: uuid('id').primaryKey(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** The generation of the refresh tokens that are good now. */
    generation: integer('generation').notNull(),
    rotatedAt: moment('rotated_at').notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (table) => [
    index('sign_ins_account_id').on(table.accountId),
    index('sign_ins_expires_at').on(table.expiresAt),
  ],
)

/** Digests of refresh tokens, those exchanged before included, so that their reuse is noticed. */
export const refreshTokens = auth.table(
  'refresh_tokens',
  {
    /** SHA-256. */
    digest: bytes('digest').primaryKey(),
    signInId: uuid('sign_in_id')
      .notNull()
      .references(() => signIns.id, { onDelete: 'cascade' }),
    generation: integer('generation').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    index('refresh_tokens_sign_in_id').on(table.signInId),
    index('refresh_tokens_created_at').on(table.createdAt),
  ],
)

/** Ways back in for whoever forgot the password: a row a code that was not used yet. */
export const recoveryCodes = auth.table(
  'recovery_codes',
  {
    /** SHA-256. */
    digest: bytes('digest').primaryKey(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('recovery_codes_account_id').on(table.accountId)],
)

/** Every decision on a consent; the newest counts, none is changed. */
export const consentDecisions = auth.table(
  'consent_decisions',
  {
    id: uuid('id').primaryKey(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    purpose: text('purpose').notNull(),
    version: text('version').notNull(),
    granted: boolean('granted').notNull(),
    decidedAt: moment('decided_at').notNull(),
  },
  (table) => [index('consent_decisions_account_id').on(table.accountId, table.purpose, table.decidedAt)],
)

/** Links to Spotify: at most one an account, and at most one a Spotify account. */
export const spotifyLinks = auth.table('spotify_links', {
  accountId: uuid('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  /** New with each other Spotify account, the same when that one is linked again: errands are for one link. */
  id: uuid('id').notNull().unique('spotify_links_id_unique'),
  /** What Spotify knows the person by for good. */
  spotifyAccountId: text('spotify_account_id').notNull().unique('spotify_links_spotify_account_id_unique'),
  /** Both as `sealSecret` gives them; null once the link has ended at Spotify. */
  accessToken: bytes('access_token'),
  refreshToken: bytes('refresh_token'),
  accessExpiresAt: moment('access_expires_at').notNull(),
  scopes: text('scopes').notNull(),
  linkedAt: moment('linked_at').notNull(),
  /** The listener's own consent at Spotify: its refresh tokens end six months after. */
  authorisedAt: moment('authorised_at').notNull(),
  /** When Spotify no longer took the refresh token. */
  endedAt: moment('ended_at'),
})

/** A link that is being made: from the press of the button to the return from Spotify. One an account; a new one replaces it. */
export const spotifyLinkAttempts = auth.table(
  'spotify_link_attempts',
  {
    accountId: uuid('account_id')
      .primaryKey()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** It ends with the sign-in that began it. */
    signInId: uuid('sign_in_id')
      .notNull()
      .references(() => signIns.id, { onDelete: 'cascade' }),
    /** SHA-256 of the state that Spotify carries back. */
    stateDigest: bytes('state_digest').notNull().unique('spotify_link_attempts_state_digest_unique'),
    /** SHA-256 of the cookie of the browser that began it. */
    browserDigest: bytes('browser_digest').notNull(),
    /** The proof key (RFC 7636), as `sealSecret` gives it. */
    verifier: bytes('verifier').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    index('spotify_link_attempts_sign_in_id').on(table.signInId),
    index('spotify_link_attempts_expires_at').on(table.expiresAt),
  ],
)

/** Tombstones: which accounts are gone, so that nothing that comes late brings them back. */
export const deletedAccounts = auth.table('deleted_accounts', {
  accountId: uuid('account_id').primaryKey(),
  deletedAt: moment('deleted_at').notNull(),
  /** When the event stream was purged a second time, of what other services told late. */
  purgedAt: moment('purged_at'),
})

export const outbox = outboxTable(auth)
