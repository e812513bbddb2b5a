import type { MetadataRoute } from 'next'
import { LANGUAGES } from '#features/language/languages.ts'
import { readLanguage } from '#features/language/read-language.ts'
import { readTranslator } from '#features/language/translator.ts'

/** What a system needs to know to install the page beside its own programs (W3C, Web Application Manifest). */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const [language, t] = await Promise.all([readLanguage(), readTranslator()])
  return {
    id: '/',
    scope: '/',
    start_url: '/dj',
    name: 'Mood DJ',
    short_name: 'Mood DJ',
    description: t('shell.promise'),
    lang: language,
    dir: LANGUAGES[language].direction,
    categories: ['music', 'entertainment'],
    display: 'standalone',
    background_color: '#07070d',
    theme_color: '#07070d',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: t('shell.dj'), url: '/dj' },
      { name: t('shell.library'), url: '/library' },
    ],
  }
}
