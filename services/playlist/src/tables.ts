import { outboxTable } from '@mooddj/platform/outbox'
import type { Affect } from '@mooddj/shared/affect'
import type { Emotion } from '@mooddj/shared/emotion'
import type {
  FeelingRequest,
  SpotifyPlaylist,
  Strategy,
  Target,
  Track,
  Verdict,
} from '@mooddj/shared/playlist'
import type { PlaylistContext } from '@mooddj/shared/playlist-context'
import { desc } from 'drizzle-orm'
import {
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

/** The service's schema in PostgreSQL. */
export const playlistSchema = pgSchema('playlist')

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

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
    when: text('felt_when').$type<FeelingRequest['when']>().notNull(),
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
 * What is under way in listeners' Spotify, or was made there: one row a playlist that was ever to be there, written before Spotify is asked for
 * anything. `removing`: the playlist here is of other music by now, and what may be left there is to go.
 */
export const spotifyPlaylists = playlistSchema.table(
  'spotify_playlists',
  {
    /** No foreign key: what is half made there must be removed though the playlist here is deleted. */
    playlistId: uuid('playlist_id').primaryKey(),
    accountId: text('account_id').notNull(),
    state: text('state').$type<SpotifyPlaylist['state'] | 'removing'>().notNull(),
    /** Spotify's id; null before Spotify told it. */
    spotifyId: text('spotify_id'),
    /** The page that Spotify named for it. */
    url: text('url'),
    /** Spotify was asked to make the playlist then, and whether it did is not known unless there is an id. */
    creatingAt: moment('creating_at'),
    /** With it the playlist is finished or removed when its listener has gone; null once there is nothing left to do. */
    errand: text('errand'),
    /** Calls to Spotify that this playlist has cost. */
    calls: integer('calls').notNull(),
    /** How often the background job took it up. */
    attempts: integer('attempts').notNull(),
    /** When the background job is to look, unless somebody is at it until then; null once there is nothing left to do. */
    dueAt: moment('due_at'),
    plannedAt: moment('planned_at').notNull(),
  },
  (table) => [
    index('spotify_playlists_account_id').on(table.accountId),
    index('spotify_playlists_due_at').on(table.dueAt),
  ],
)

/** When accounts were unlinked from Spotify last: what was asked of Spotify before and comes late is dropped. */
export const spotifyUnlinks = playlistSchema.table('spotify_unlinks', {
  accountId: text('account_id').primaryKey(),
  unlinkedAt: moment('unlinked_at').notNull(),
})

/**
 * How tracks feel, as others than Spotify say, for a while. The key is a SHA-256 of the recording's ISRC or of its id: the table says
 * nothing of who likes what, and holds nothing of Spotify's.
 */
export const trackFeatures = playlistSchema.table(
  'track_features',
  {
    key: text('key').primaryKey(),
    features: jsonb('features').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('track_features_expires_at').on(table.expiresAt)],
)
