import { type Static, Type } from 'typebox'
import { CardSchema } from '@mooddj/shared/card'

/** One page of a listener's own cards, newest first. */
export const CardPageSchema = Type.Object({
  cards: Type.Array(CardSchema),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
})
export type CardPage = Static<typeof CardPageSchema>
