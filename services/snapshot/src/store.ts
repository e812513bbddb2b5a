import type { Database } from '@mooddj/platform/database'
import { addToOutbox, deleteFromOutbox } from '@mooddj/platform/outbox'
import { cardDrawn } from '@mooddj/shared/channels'
import { and, desc, eq, gt, inArray, lt, lte } from 'drizzle-orm'
import { AccountGone } from './problems.ts'
import { cards, outbox, tombstones } from './tables.ts'

/** A card as it is kept. */
export type StoredCard = typeof cards.$inferSelect
/** All of a card but its picture. */
export type CardRow = Omit<StoredCard, 'jpeg'>

const SWEEP_BATCH = 500

const row = {
  id: cards.id,
  accountId: cards.accountId,
  playlistId: cards.playlistId,
  design: cards.design,
  imageToken: cards.imageToken,
  requestKey: cards.requestKey,
  showsSpotify: cards.showsSpotify,
  createdAt: cards.createdAt,
  expiresAt: cards.expiresAt,
}

/** Every query of the service. */
export function createStore({ db }: Database) {
  return {
    /**
     * Keeps a finished card and tells of it, in one transaction. When the same request was kept before, gives that card instead.
     * @throws {AccountGone} when the account was deleted meanwhile
     */
    insertCard: (card: StoredCard, imageUrl: string): Promise<CardRow> =>
      db.transaction(async (tx) => {
        const gone = await tx
          .select()
          .from(tombstones)
          .where(eq(tombstones.accountId, card.accountId))
          .for('share')
        if (gone.length > 0) throw AccountGone()
        if (card.requestKey !== null) {
          // One that has expired and is not swept yet would hold the key.
          const same = and(eq(cards.accountId, card.accountId), eq(cards.requestKey, card.requestKey))
          await tx.delete(cards).where(and(same, lte(cards.expiresAt, card.createdAt)))
        }
        const [inserted] = await tx.insert(cards).values(card).onConflictDoNothing().returning(row)
        if (inserted === undefined) {
          const [earlier] = await tx
            .select(row)
            .from(cards)
            .where(and(eq(cards.accountId, card.accountId), eq(cards.requestKey, card.requestKey ?? '')))
          if (earlier === undefined) throw new Error('a card conflicts with none of the same request')
          return earlier
        }
        await addToOutbox(tx, outbox, cardDrawn, card.accountId, {
          cardId: card.id,
          accountId: card.accountId,
          playlistId: card.playlistId,
          imageUrl,
          expiresAt: card.expiresAt.toISOString(),
        })
        return inserted
      }),

    /** The card that the same request gave before, while it can still be seen. */
    findByRequest: async (accountId: string, requestKey: string, now: Date): Promise<CardRow | undefined> => {
      const [found] = await db
        .select(row)
        .from(cards)
        .where(
          and(eq(cards.accountId, accountId), eq(cards.requestKey, requestKey), gt(cards.expiresAt, now)),
        )
      return found
    },

    /** The picture behind a token; undefined once it has expired. */
    findPicture: async (imageToken: string, now: Date): Promise<Buffer | undefined> => {
      const [found] = await db
        .select({ jpeg: cards.jpeg })
        .from(cards)
        .where(and(eq(cards.imageToken, imageToken), gt(cards.expiresAt, now)))
      return found?.jpeg
    },

    /** An account's cards that can still be seen, newest first, after the card `before`. */
    listCards: (
      accountId: string,
      { now, before, limit }: { now: Date; before?: string | undefined; limit: number },
    ) =>
      db
        .select(row)
        .from(cards)
        .where(
          and(
            eq(cards.accountId, accountId),
            gt(cards.expiresAt, now),
            before === undefined ? undefined : lt(cards.id, before),
          ),
        )
        .orderBy(desc(cards.id))
        .limit(limit),

    deleteCard: async (id: string, accountId: string): Promise<boolean> => {
      const deleted = await db
        .delete(cards)
        .where(and(eq(cards.id, id), eq(cards.accountId, accountId)))
        .returning({ id: cards.id })
      return deleted.length > 0
    },

    /** Erases an account's cards that show something of Spotify's and were drawn by then. */
    deleteSpotifyCards: async (accountId: string, unlinkedAt: Date): Promise<void> => {
      const own = and(eq(cards.accountId, accountId), eq(cards.showsSpotify, true))
      await db.delete(cards).where(and(own, lte(cards.createdAt, unlinkedAt)))
    },

    /** Erases all that is kept of an account and remembers that it is gone. */
    deleteAccount: (accountId: string, deletedAt: Date): Promise<void> =>
      db.transaction(async (tx) => {
        await tx.insert(tombstones).values({ accountId, deletedAt }).onConflictDoNothing()
        await tx.delete(cards).where(eq(cards.accountId, accountId))
        await deleteFromOutbox(tx, outbox, accountId)
      }),

    /** Erases a bounded number of expired cards. */
    deleteExpired: async (now: Date): Promise<number> => {
      const expired = db
        .select({ id: cards.id })
        .from(cards)
        .where(lte(cards.expiresAt, now))
        .limit(SWEEP_BATCH)
      const deleted = await db.delete(cards).where(inArray(cards.id, expired)).returning({ id: cards.id })
      return deleted.length
    },
  }
}
export type Store = ReturnType<typeof createStore>
