import type { SpotifyPlaylist } from '@mooddj/shared/playlist'
import { index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { moment, playlistSchema } from './tables.ts'

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
