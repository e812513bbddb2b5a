import { type Static, Type } from 'typebox'

/** The languages that the page, a playlist's words and a card can be in. */
export const LANGUAGES = ['en', 'ar'] as const
export const LanguageSchema = Type.Enum(LANGUAGES)
export type Language = Static<typeof LanguageSchema>
