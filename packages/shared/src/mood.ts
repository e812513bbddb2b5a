import { type Static, Type } from 'typebox'
import { CoordinateSchema } from './affect-schema.ts'
import { EmotionSchema, ProbabilitiesSchema } from './emotion-schema.ts'

const share = Type.Number({ minimum: 0, maximum: 1 })

/** `[x, y, width, height]` as shares of the picture's width and height. */
export const BoxSchema = Type.Tuple([share, share, share, share])
export type Box = Static<typeof BoxSchema>

const place = Type.Number({ minimum: -1, maximum: 2 })

/** `[x, y]` as shares of the picture's width and height; a part of a face that the picture cuts off lies a little outside of 0 to 1. */
export const LandmarkSchema = Type.Tuple([place, place])
export type Landmark = Static<typeof LandmarkSchema>

/** Where six parts of a face are, to four decimals: left eye, right eye, the nose's tip, the mouth's centre, left ear, right ear. */
export const LandmarksSchema = Type.Tuple(
  [LandmarkSchema, LandmarkSchema, LandmarkSchema, LandmarkSchema, LandmarkSchema, LandmarkSchema],
  {
    description:
      'Left eye, right eye, the nose’s tip, the mouth’s centre, left ear, right ear; left and right as the picture shows them. ' +
      'Each is [x, y] as shares of the picture’s width and height, to four decimals, a little outside of 0 to 1 where the picture cuts the face off.',
  },
)
export type Landmarks = Static<typeof LandmarksSchema>

/** One face and what it shows. */
export const FaceSchema = Type.Object({
  /** The same number follows the same face through a session. */
  id: Type.Integer({ minimum: 0 }),
  box: BoxSchema,
  /** To draw with; kept nowhere. */
  landmarks: LandmarksSchema,
  probabilities: ProbabilitiesSchema,
  valence: CoordinateSchema,
  arousal: CoordinateSchema,
  /** The probability of the dominant emotion. */
  confidence: share,
})
export type Face = Static<typeof FaceSchema>

/** How well the picture can be read. `faceSize` is the largest face's height as a share of the picture's; 0 without one. */
export const QualitySchema = Type.Object({ brightness: share, sharpness: share, faceSize: share })
export type Quality = Static<typeof QualitySchema>

/** What inference saw in one frame; the largest face comes first. */
export const MoodReadingSchema = Type.Object({
  number: Type.Integer({ minimum: 0 }),
  capturedAt: Type.Number(),
  faces: Type.Array(FaceSchema),
  quality: QualitySchema,
})
export type MoodReading = Static<typeof MoodReadingSchema>

/** Why a frame gave no reading. */
export const FrameFailureSchema = Type.Enum(['FRAME_UNREADABLE', 'FRAME_TOO_LARGE', 'FRAME_DROPPED'] as const)
export type FrameFailure = Static<typeof FrameFailureSchema>

/** What becomes of each frame that inference took: a reading, or a named failure. */
export const MoodDetectedSchema = Type.Union([
  Type.Object({ outcome: Type.Literal('reading'), reading: MoodReadingSchema }),
  Type.Object({
    outcome: Type.Literal('failure'),
    number: Type.Integer({ minimum: 0 }),
    capturedAt: Type.Number(),
    failure: FrameFailureSchema,
  }),
])
export type MoodDetected = Static<typeof MoodDetectedSchema>

/** A mood that has held still long enough to be offered. */
export const SettledSchema = Type.Object({
  emotion: EmotionSchema,
  valence: CoordinateSchema,
  arousal: CoordinateSchema,
  confidence: share,
  /** How many faces the mood was read from; 0 when it was chosen by hand. */
  faces: Type.Integer({ minimum: 0 }),
  /** When it began to hold, milliseconds since the epoch. */
  since: Type.Number(),
})
export type Settled = Static<typeof SettledSchema>

/** Why no mood is offered yet, worst obstacle first. */
export const ADVICE_CODES = ['no-face', 'too-dark', 'too-far', 'several-faces', 'low-confidence'] as const
export const AdviceCodeSchema = Type.Enum(ADVICE_CODES)
export type AdviceCode = Static<typeof AdviceCodeSchema>
