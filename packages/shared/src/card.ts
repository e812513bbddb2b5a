import { type Static, Type } from 'typebox'

export const CARD_DESIGNS = ['neon', 'glass', 'minimal'] as const
export const CardDesignSchema = Type.Enum(CARD_DESIGNS)
export type CardDesign = Static<typeof CardDesignSchema>

/** A finished Vibe Card. Whoever holds `imageUrl` can see it until it expires or is deleted. */
export const CardSchema = Type.Object({
  id: Type.String(),
  playlistId: Type.String(),
  design: CardDesignSchema,
  imageUrl: Type.String(),
  createdAt: Type.String(),
  expiresAt: Type.String(),
})
export type Card = Static<typeof CardSchema>
