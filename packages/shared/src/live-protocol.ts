import { type Static, Type } from 'typebox'
import { EmotionSchema } from './emotion-schema.ts'
import { AdviceCodeSchema, MoodReadingSchema, SettledSchema } from './mood.ts'
import { createParser } from './codec.ts'

/** The WebSocket subprotocol of the live socket. */
export const LIVE_PROTOCOL = 'mooddj.v1'

/** Text messages of a client; frames travel as binary messages beside them. */
export const ClientMessageSchema = Type.Union([
  Type.Object({ type: Type.Literal('override'), emotion: EmotionSchema }),
  Type.Object({ type: Type.Literal('reset') }),
  Type.Object({ type: Type.Literal('reading') }),
])
export type ClientMessage = Static<typeof ClientMessageSchema>

/** Everything that the server says on the live socket. */
export const ServerMessageSchema = Type.Union([
  Type.Object({ type: Type.Literal('mood'), ...MoodReadingSchema.properties }),
  Type.Object({ type: Type.Literal('settled'), ...SettledSchema.properties }),
  Type.Object({ type: Type.Literal('advice'), code: AdviceCodeSchema }),
  Type.Object({
    type: Type.Literal('playlist'),
    playlistId: Type.String(),
    title: Type.String(),
    shareUrl: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('card'),
    cardId: Type.String(),
    playlistId: Type.String(),
    imageUrl: Type.String(),
    expiresAt: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('slow'),
    /** Frames dropped since the last such message. */
    dropped: Type.Integer({ minimum: 1 }),
    /** The interval between frames to aim at. */
    intervalMs: Type.Integer({ minimum: 1 }),
  }),
  Type.Object({ type: Type.Literal('error'), code: Type.String(), detail: Type.String() }),
])
export type ServerMessage = Static<typeof ServerMessageSchema>

export const clientMessages = createParser(ClientMessageSchema)
export const serverMessages = createParser(ServerMessageSchema)

/** Why the server closes a live socket (RFC 6455, 7.4.1, and the IANA registry). */
export const CLOSE_CODES = {
  goingAway: 1001,
  unsupported: 1003,
  policy: 1008,
  tooLarge: 1009,
  restart: 1012,
} as const
