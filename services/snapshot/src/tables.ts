import { outboxTable } from '@mooddj/platform/outbox'
import { CARD_DESIGNS } from '@mooddj/shared/card'
import { boolean, customType, index, pgSchema, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

export const snapshot = pgSchema('snapshot')

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const moment = (name: string) => timestamp(name, { withTimezone: true })

/** Finished cards, picture included; the photo that went in is never stored. */
export const cards = snapshot.table(
  'cards',
  {
    id: uuid('id').primaryKey(),
    accountId: uuid('account_id').notNull(),
    playlistId: uuid('playlist_id').notNull(),
    design: text('design', { enum: CARD_DESIGNS }).notNull(),
    /** 128 random bits, base64url: whoever has them can see the picture. */
    imageToken: text('image_token').notNull(),
    jpeg: bytes('jpeg').notNull(),
    /** The listener's own key of the request, so that asking twice draws once. */
    requestKey: text('request_key'),
    /** Titles of Spotify's stand on it: it goes when the listener unlinks. */
    showsSpotify: boolean('shows_spotify').notNull().default(false),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    uniqueIndex('cards_image_token').on(table.imageToken),
    uniqueIndex('cards_request').on(table.accountId, table.requestKey),
    index('cards_account').on(table.accountId, table.id),
    index('cards_expiry').on(table.expiresAt),
  ],
)

/** Deleted accounts, so that nothing late brings one back. */
export const tombstones = snapshot.table('tombstones', {
  accountId: uuid('account_id').primaryKey(),
  deletedAt: moment('deleted_at').notNull(),
})

export const outbox = outboxTable(snapshot)
