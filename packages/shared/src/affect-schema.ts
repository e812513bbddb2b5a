import { Type } from 'typebox'

/** A coordinate of the circumplex model of affect (Russell 1980), from −1 to 1. */
export const CoordinateSchema = Type.Number({ minimum: -1, maximum: 1 })

/** A point in the valence/arousal plane: unpleasant to pleasant, calm to excited. */
export const AffectSchema = Type.Object({ valence: CoordinateSchema, arousal: CoordinateSchema })
