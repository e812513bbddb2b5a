import { outboxTable } from '@mooddj/platform/outbox'
import type { Affect } from '@mooddj/shared/affect'
import type { Emotion } from '@mooddj/shared/emotion'
import type { Language } from '@mooddj/shared/language'
import type { FeelingTime, Strategy, Target, Track, Verdict } from '@mooddj/shared/playlist'
import type { PlaylistContext } from '@mooddj/shared/playlist-context'
import { desc } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { LoggedCandidate } from './learning/decisions.ts'

/** The service's schema in PostgreSQL. */
export const playlistSchema = pgSchema('playlist')

/** A time, with its zone. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Events that are committed but not yet told. */
export const outbox = outboxTable(playlistSchema)

/** Live sessions and the mood that each settled on last. Times only ever grow, so events may come in any order. */
export const sessions = playlistSchema.table(
  'sessions',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    openedAt: moment('opened_at'),
    endedAt: moment('ended_at'),
    settledAt: moment('settled_at'),
    emotion: text('emotion').$type<Emotion>(),
    valence: doublePrecision('valence'),
    arousal: doublePrecision('arousal'),
  },
  (table) => [index('sessions_account_id').on(table.accountId)],
)

/**
 * Playlists as they were composed. Tracks and way-points never change after, but for one thing: where Spotify could not make the playlist, the
 * built-in music takes their place.
 */
export const playlists = playlistSchema.table(
  'playlists',
  {
    id: uuid('id').primaryKey(),
    accountId: text('account_id').notNull(),
    sessionId: text('session_id'),
    title: text('title').notNull(),
    /** Of its title and of what is said of its tracks. */
    language: text('language').$type<Language>().notNull().default('en'),
    strategy: text('strategy').$type<Strategy>().notNull(),
    target: text('target').$type<Target>(),
    emotion: text('emotion').$type<Emotion>().notNull(),
    start: jsonb('start').$type<Affect>().notNull(),
    trajectory: jsonb('trajectory').$type<Affect[]>().notNull(),
    tracks: jsonb('tracks').$type<Track[]>().notNull(),
    /** The moment as far as it was told and might be used; never a place. */
    context: jsonb('context').$type<PlaylistContext>(),
    /** Null once revoked. */
    shareToken: text('share_token'),
    composedAt: moment('composed_at').notNull(),
    /** What the listener is told of how it came about. */
    notice: text('notice'),
  },
  (table) => [
    index('playlists_account_id_newest').on(table.accountId, desc(table.id)),
    uniqueIndex('playlists_share_token').on(table.shareToken),
  ],
)

const playlistId = () =>
  uuid('playlist_id')
    .notNull()
    .references(() => playlists.id, { onDelete: 'cascade' })

/** What listeners did with tracks. */
export const judgements = playlistSchema.table(
  'judgements',
  {
    id: uuid('id').primaryKey(),
    accountId: text('account_id').notNull(),
    playlistId: playlistId(),
    trackId: text('track_id').notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    positionMs: integer('position_ms').notNull(),
    judgedAt: moment('judged_at').notNull(),
  },
  (table) => [
    index('judgements_account_id_newest').on(table.accountId, desc(table.judgedAt)),
    index('judgements_playlist_id').on(table.playlistId),
  ],
)

/** How listeners said they felt before and after a playlist; the last word counts. */
export const feelings = playlistSchema.table(
  'feelings',
  {
    playlistId: playlistId(),
    when: text('felt_when').$type<FeelingTime>().notNull(),
    accountId: text('account_id').notNull(),
    valence: doublePrecision('valence').notNull(),
    arousal: doublePrecision('arousal').notNull(),
    feltAt: moment('felt_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.playlistId, table.when] }),
    index('feelings_account_id').on(table.accountId),
  ],
)

/** Requests that were answered under an Idempotency-Key, for a day. */
export const idempotencyKeys = playlistSchema.table(
  'idempotency_keys',
  {
    accountId: text('account_id').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of the request, hex. */
    requestHash: text('request_hash').notNull(),
    /** What the request made: a playlist's or a judgement's id. It may be deleted by now. */
    madeId: uuid('made_id').notNull(),
    usedAt: moment('used_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.key] }),
    index('idempotency_keys_used_at').on(table.usedAt),
  ],
)

/** Deleted accounts, by a hash of their id: a late event must not bring anything of them back. */
export const tombstones = playlistSchema.table('tombstones', {
  accountHash: text('account_hash').primaryKey(),
  deletedAt: moment('deleted_at').notNull(),
})

/**
 * What the learner decided: one row for each own track of a playlist, with what it was chosen out of, how probable that was and, once the
 * listener answered, its reward. Kept for ninety days.
 */
export const decisions = playlistSchema.table(
  'decisions',
  {
    playlistId: playlistId(),
    /** The place in the playlist, from 0. */
    position: integer('position').notNull(),
    accountId: text('account_id').notNull(),
    trackId: text('track_id').notNull(),
    policyVersion: text('policy_version').notNull(),
    features: jsonb('features').$type<number[]>().notNull(),
    candidates: jsonb('candidates').$type<LoggedCandidate[]>().notNull(),
    /** Null until it is estimated, which takes a moment, and where there was no time to. */
    propensity: doublePrecision('propensity'),
    isExplored: boolean('is_explored'),
    decidedAt: moment('decided_at').notNull(),
    /** 0 to 1; null until there is one. */
    reward: doublePrecision('reward'),
    rewardedAt: moment('rewarded_at'),
    /** The belief's discount when this was learnt: what it weighs by now follows from it. */
    learntAt: doublePrecision('learnt_at'),
  },
  (table) => [
    primaryKey({ columns: [table.playlistId, table.position] }),
    index('decisions_account_id_rewarded').on(table.accountId, desc(table.rewardedAt)),
    index('decisions_decided_at').on(table.decidedAt),
  ],
)

/** What is believed of each listener's taste: one row of a fixed size. */
export const tastes = playlistSchema.table('tastes', {
  accountId: text('account_id').primaryKey(),
  policyVersion: text('policy_version').notNull(),
  belief: jsonb('belief').notNull(),
  learntAt: moment('learnt_at').notNull(),
})
