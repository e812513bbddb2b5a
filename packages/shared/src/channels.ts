import { type Static, Type } from 'typebox'
import { CoordinateSchema } from './affect-schema.ts'
import { defineChannel } from './channel.ts'
import { jsonCodec } from './codec.ts'
import { EmotionSchema } from './emotion-schema.ts'
import { StrategySchema, VerdictSchema } from './playlist.ts'

const id = Type.String({ minLength: 1, maxLength: 64 })
/** ISO 8601, UTC. */
const time = Type.String()
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()])

/**
 * An inference process is there, where gateways reach it, and how it is doing: told twice a second, and at once when it is about to leave.
 * Kept by nobody; the subject's key is the process's own id, new at each start.
 */
export const InferenceAnnouncedSchema = Type.Object({
  /** An address of a private network, in numbers, and the port that takes frames. */
  host: Type.String({ maxLength: 64 }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  /** What a gateway proves itself with: whoever may listen here may send frames there. */
  secret: Type.String({ minLength: 32, maxLength: 128 }),
  /** Frames read at once. */
  threads: Type.Integer({ minimum: 1 }),
  /** Frames a second that it can read, by how long the last ones took. */
  capacity: Type.Number({ exclusiveMinimum: 0 }),
  /** Frames a second that it did read lately, for all gateways. */
  reading: Type.Number({ minimum: 0 }),
  /** Sessions whose frames it read in the last seconds, of all gateways. */
  sessions: Type.Integer({ minimum: 0 }),
  isLeaving: Type.Boolean(),
  /** Whether it follows frames, so that it may be told of what a frame is a part of. */
  isFollowing: Type.Optional(Type.Boolean()),
})
export type InferenceAnnounced = Static<typeof InferenceAnnouncedSchema>
export const inferenceAnnounced = defineChannel(
  'inference.announced.v1',
  'live',
  jsonCodec(InferenceAnnouncedSchema),
)

/** A live session began; tells playlist whose it is. */
export const SessionOpenedSchema = Type.Object({ sessionId: id, accountId: id, openedAt: time })
export type SessionOpened = Static<typeof SessionOpenedSchema>
export const sessionOpened = defineChannel('session.opened.v1', 'every', jsonCodec(SessionOpenedSchema))

export const SessionEndedSchema = Type.Object({ sessionId: id, accountId: id, endedAt: time })
export type SessionEnded = Static<typeof SessionEndedSchema>
export const sessionEnded = defineChannel('session.ended.v1', 'every', jsonCodec(SessionEndedSchema))

export const MoodSettledSchema = Type.Object({
  sessionId: id,
  accountId: id,
  emotion: EmotionSchema,
  valence: CoordinateSchema,
  arousal: CoordinateSchema,
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  faces: Type.Integer({ minimum: 0 }),
  source: Type.Enum(['camera', 'override'] as const),
  settledAt: time,
})
export type MoodSettled = Static<typeof MoodSettledSchema>
export const moodSettled = defineChannel('mood.settled.v1', 'every', jsonCodec(MoodSettledSchema))

/** The listener took a settled mood back: nothing that settled until then may be used any more. */
export const MoodForgottenSchema = Type.Object({ sessionId: id, accountId: id, forgottenAt: time })
export type MoodForgotten = Static<typeof MoodForgottenSchema>
export const moodForgotten = defineChannel('mood.forgotten.v1', 'every', jsonCodec(MoodForgottenSchema))

/** What was told of a session has been kept, so that whoever waits for it looks again; `forgotten` when a mood was given up. */
export const sessionRecorded = defineChannel(
  'session.recorded.v1',
  'live',
  jsonCodec(Type.Object({ forgotten: Type.Optional(Type.Boolean()) })),
)

export const PlaylistComposedSchema = Type.Object({
  playlistId: id,
  accountId: id,
  sessionId: nullable(id),
  title: Type.String(),
  strategy: StrategySchema,
  shareUrl: Type.String(),
  trackCount: Type.Integer({ minimum: 1 }),
  composedAt: time,
})
export type PlaylistComposed = Static<typeof PlaylistComposedSchema>
export const playlistComposed = defineChannel(
  'playlist.composed.v1',
  'every',
  jsonCodec(PlaylistComposedSchema),
)

export const TrackJudgedSchema = Type.Object({
  judgementId: id,
  accountId: id,
  playlistId: id,
  trackId: Type.String(),
  verdict: VerdictSchema,
  positionMs: Type.Integer({ minimum: 0 }),
  judgedAt: time,
})
export type TrackJudged = Static<typeof TrackJudgedSchema>
export const trackJudged = defineChannel('track.judged.v1', 'every', jsonCodec(TrackJudgedSchema))

export const CardDrawnSchema = Type.Object({
  cardId: id,
  accountId: id,
  playlistId: id,
  imageUrl: Type.String(),
  expiresAt: time,
})
export type CardDrawn = Static<typeof CardDrawnSchema>
export const cardDrawn = defineChannel('card.drawn.v1', 'every', jsonCodec(CardDrawnSchema))

export const ConsentChangedSchema = Type.Object({
  accountId: id,
  purpose: Type.String(),
  version: Type.String(),
  at: time,
})
export type ConsentChanged = Static<typeof ConsentChangedSchema>
export const consentGiven = defineChannel('consent.given.v1', 'every', jsonCodec(ConsentChangedSchema))
export const consentWithdrawn = defineChannel(
  'consent.withdrawn.v1',
  'every',
  jsonCodec(ConsentChangedSchema),
)

/** A sign-in was ended (logout, or its refresh token was used twice): its sockets close. */
export const SignInEndedSchema = Type.Object({ accountId: id, signInId: id, at: time })
export type SignInEnded = Static<typeof SignInEndedSchema>
export const signInEnded = defineChannel('sign-in.ended.v1', 'every', jsonCodec(SignInEndedSchema))

/**
 * A Spotify account is no longer linked: whoever keeps something that came from it, and was there at `unlinkedAt`, deletes it. `unlinked` by
 * the listener; `moved` to another account of Mood DJ, or `replaced` by another one of Spotify; `lapsed`: it ended at Spotify, and nobody
 * linked anew for long. A deleted account tells only `account.deleted`.
 */
export const SpotifyUnlinkedSchema = Type.Object({
  accountId: id,
  reason: Type.Enum(['unlinked', 'moved', 'replaced', 'lapsed'] as const),
  unlinkedAt: time,
})
export type SpotifyUnlinked = Static<typeof SpotifyUnlinkedSchema>
export const spotifyUnlinked = defineChannel('spotify.unlinked.v1', 'every', jsonCodec(SpotifyUnlinkedSchema))

/** An account is gone: whoever keeps something of it erases it and leaves a tombstone. */
export const AccountDeletedSchema = Type.Object({ accountId: id, deletedAt: time })
export type AccountDeleted = Static<typeof AccountDeletedSchema>
export const accountDeleted = defineChannel('account.deleted.v1', 'every', jsonCodec(AccountDeletedSchema))

/** Every channel whose messages a stream keeps. */
export const KEPT_CHANNELS = [
  sessionOpened,
  sessionEnded,
  moodSettled,
  moodForgotten,
  playlistComposed,
  trackJudged,
  cardDrawn,
  consentGiven,
  consentWithdrawn,
  signInEnded,
  spotifyUnlinked,
  accountDeleted,
] as const
