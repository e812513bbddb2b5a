import type { Language } from '@mooddj/shared/language'

/** The languages of the page, each by its own name and with the direction it is read in. */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
} as const satisfies Record<Language, { name: string; direction: 'ltr' | 'rtl' }>

/** What was chosen is kept here; without it the browser's own wish counts. */
export const LANGUAGE_COOKIE = 'language'

export function isLanguage(value: string | undefined): value is Language {
  return value !== undefined && Object.hasOwn(LANGUAGES, value)
}

/** The first language of an `Accept-Language` header (RFC 9110, 12.5.4) that the page speaks; English where there is none. */
export function languageWished(header: string | null): Language {
  const wished = (header ?? '')
    .split(',', 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return { language: tag.split('-')[0], quality: Number(quality ?? 1) }
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality)
  for (const { language } of wished) if (isLanguage(language)) return language
  return 'en'
}
