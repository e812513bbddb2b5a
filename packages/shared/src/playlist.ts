import { type Static, Type } from 'typebox'
import type { Affect } from './affect.ts'
import { AffectSchema, CoordinateSchema } from './affect-schema.ts'
import { EmotionSchema } from './emotion-schema.ts'
import { LanguageSchema } from './language.ts'
import { ContextRequestSchema, PlaylistContextSchema } from './playlist-context.ts'

export const TrackSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  artist: Type.String(),
  source: Type.Enum(['built-in', 'spotify'] as const),
  durationMs: Type.Integer({ minimum: 1 }),
  valence: CoordinateSchema,
  arousal: CoordinateSchema,
  /** Beats a minute. */
  tempo: Type.Number({ exclusiveMinimum: 0 }),
  /** Camelot wheel position, `1A` (minor) to `12B` (major). */
  key: Type.String({ pattern: '^(1[0-2]|[1-9])[AB]$' }),
  /** One plain sentence: why this track stands where it stands. */
  why: Type.String(),
  /** Where it is played, for what is not played here. */
  url: Type.Optional(Type.String()),
})
export type Track = Static<typeof TrackSchema>

export const StrategySchema = Type.Enum(['match', 'cheer-up'] as const)
export type Strategy = Static<typeof StrategySchema>

export const TargetSchema = Type.Enum(['happy', 'calm'] as const)
export type Target = Static<typeof TargetSchema>

/** Where each target lies in the plane, unless a deployment's composer is told otherwise. */
export const TARGET_POINTS = {
  happy: { valence: 0.7, arousal: 0.5 },
  calm: { valence: 0.55, arousal: -0.5 },
} as const satisfies Record<Target, Affect>

export const PLAYLIST_LENGTH = { min: 5, max: 30, default: 12 } as const

/** What anyone holding a share link may see. */
export const SharedPlaylistSchema = Type.Object({
  title: Type.String(),
  /** The language of its title and of each track's `why`. */
  language: LanguageSchema,
  strategy: StrategySchema,
  target: Type.Union([TargetSchema, Type.Null()]),
  emotion: EmotionSchema,
  /** The way-points, one a track. */
  trajectory: Type.Array(AffectSchema),
  tracks: Type.Array(TrackSchema),
  composedAt: Type.String(),
})
export type SharedPlaylist = Static<typeof SharedPlaylistSchema>

/**
 * The playlist in the listener's Spotify: `planned` before it is there, `created` while it is empty, `filled` with its tracks, `covered` with
 * its cover, too. There is something to open from `filled` on.
 */
export const SpotifyPlaylistSchema = Type.Object({
  state: Type.Enum(['planned', 'created', 'filled', 'covered'] as const),
  /** Null before it is there. */
  url: Type.Union([Type.String(), Type.Null()]),
  uri: Type.Union([Type.String(), Type.Null()]),
})
export type SpotifyPlaylist = Static<typeof SpotifyPlaylistSchema>

/** When a listener says how they feel: before a playlist's first track, or after its last. */
export const FeelingTimeSchema = Type.Enum(['before', 'after'] as const)
export type FeelingTime = Static<typeof FeelingTimeSchema>

/** How a listener said they felt before and after a playlist, as far as they did. */
export const FeelingsSchema = Type.Object({
  before: Type.Optional(AffectSchema),
  after: Type.Optional(AffectSchema),
})
export type Feelings = Static<typeof FeelingsSchema>

/** A listener's own playlist. */
export const PlaylistSchema = Type.Object({
  ...SharedPlaylistSchema.properties,
  id: Type.String(),
  sessionId: Type.Union([Type.String(), Type.Null()]),
  /** The mood that the playlist starts from. */
  start: AffectSchema,
  /** The moment that it was made for; absent where nothing was told of it. */
  context: Type.Optional(PlaylistContextSchema),
  /** Null once the share was revoked. */
  shareUrl: Type.Union([Type.String(), Type.Null()]),
  /** Where it was made in Spotify. */
  spotify: Type.Optional(SpotifyPlaylistSchema),
  /** What the listener should know of how it came about, in plain words: that the built-in music stands in for Spotify's, and why. */
  notice: Type.Optional(Type.String()),
  /** Absent until the listener said how they feel. */
  feelings: Type.Optional(FeelingsSchema),
})
export type Playlist = Static<typeof PlaylistSchema>

export const VerdictSchema = Type.Enum(['play', 'skip', 'like', 'complete'] as const)
export type Verdict = Static<typeof VerdictSchema>

/**
 * Asks for a playlist from exactly one of a live session's settled mood or a mood chosen by hand. `target` says where Cheer Up ends
 * (happy unless told); Match has none and ignores it. `consensus` is reserved.
 */
export const PlaylistRequestSchema = Type.Object({
  strategy: Type.Enum(['match', 'cheer-up', 'consensus'] as const),
  target: Type.Optional(TargetSchema),
  sessionId: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })),
  mood: Type.Optional(EmotionSchema),
  length: Type.Optional(Type.Integer({ minimum: PLAYLIST_LENGTH.min, maximum: PLAYLIST_LENGTH.max })),
  provider: Type.Optional(Type.Enum(['built-in', 'spotify'] as const)),
  /** The moment, which may shift the target and the mix. */
  context: Type.Optional(ContextRequestSchema),
  /** In which its title and its reasons are told; English unless told. */
  language: Type.Optional(LanguageSchema),
})
export type PlaylistRequest = Static<typeof PlaylistRequestSchema>

/** One page of a listener's playlists, newest first; `nextCursor` asks for the page after it, null after the last. */
export const PlaylistPageSchema = Type.Object({
  playlists: Type.Array(PlaylistSchema),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
})
export type PlaylistPage = Static<typeof PlaylistPageSchema>

/** What a listener did with a track of one of their playlists, and how far into it. */
export const JudgementRequestSchema = Type.Object({
  playlistId: Type.String({ maxLength: 64 }),
  verdict: VerdictSchema,
  /** Up to a day; counted as the track's end where it lies beyond. */
  positionMs: Type.Integer({ minimum: 0, maximum: 86_400_000 }),
})
export type JudgementRequest = Static<typeof JudgementRequestSchema>

/** How a listener says they feel, before or after a playlist. */
export const FeelingRequestSchema = Type.Object({
  when: FeelingTimeSchema,
  valence: CoordinateSchema,
  arousal: CoordinateSchema,
})
export type FeelingRequest = Static<typeof FeelingRequestSchema>
