import type { Affect } from '@mooddj/shared/affect'
import { CoordinateSchema } from '@mooddj/shared/affect-schema'
import { TARGET_POINTS } from '@mooddj/shared/playlist'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

const coordinate = (value: number) => Type.Number({ ...CoordinateSchema, default: value })
const weight = (value: number) => Type.Number({ minimum: 0, maximum: 1000, default: value })
const part = <P extends Record<string, ReturnType<typeof Type.Number> | ReturnType<typeof Type.Object>>>(
  properties: P,
) => Type.Object(properties, { additionalProperties: false, default: {} })
const point = ({ valence, arousal }: Affect) =>
  part({ valence: coordinate(valence), arousal: coordinate(arousal) })

/**
 * The setting COMPOSER: all that the strategies go by, and what is left unsaid as it is here. Weights of Cheer up count in units of one clear
 * flaw, those of Match in shares of being exactly on the point.
 */
export const ComposerSchema = part({
  /** Where Cheer up ends. */
  targets: part({ happy: point(TARGET_POINTS.happy), calm: point(TARGET_POINTS.calm) }),
  /** The share of the tracks that stays at the listener's point before Cheer up moves; at least one track. */
  holdShare: Type.Number({ minimum: 0, maximum: 0.9, default: 1 / 6 }),
  /** How gently Cheer up sets out and arrives: 0 is equal steps, 1 the whole of an S-curve (3t² − 2t³). */
  ease: Type.Number({ minimum: 0, maximum: 1, default: 0.5 }),
  /** Match does not feed anger and fear: for either, or where valence is below `valenceBelow`, arousal stays under `arousal`. */
  matchCap: part({ valenceBelow: coordinate(-0.3), arousal: coordinate(0.3) }),
  cheerUp: part({
    distance: weight(1.5),
    step: weight(2),
    tempo: weight(0.8),
    key: weight(0.8),
    /** For an artist who played two or three tracks before. */
    artistNear: weight(0.7),
    recent: weight(40),
    preference: weight(2.5),
    context: weight(2),
    /** For a point that is a mere guess. */
    doubt: weight(1),
    chance: weight(3),
  }),
  match: part({
    distance: weight(0.65),
    sameness: weight(0.35),
    tempo: weight(0.06),
    key: weight(0.06),
    recent: weight(0.6),
    preference: weight(0.2),
    context: weight(0.15),
    doubt: weight(0.1),
    chance: weight(0.2),
  }),
})
export type ComposerConfig = Static<typeof ComposerSchema>

/** What the composer goes by unless a deployment says otherwise. */
export const COMPOSER_DEFAULTS: ComposerConfig = Value.Parse(
  ComposerSchema,
  Value.Default(ComposerSchema, {}),
)
