import '@fontsource/ibm-plex-sans-arabic/arabic-400.css'
import '@fontsource/ibm-plex-sans-arabic/arabic-500.css'
import '@fontsource/ibm-plex-sans-arabic/arabic-600.css'
import '@fontsource/inter/400.css'
import '@fontsource/inter/500.css'
import '@fontsource/inter/600.css'
import '@fontsource/space-grotesk/500.css'
import '@fontsource/space-grotesk/600.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { cookies } from 'next/headers'
import { LanguageProvider } from '#features/language/language-provider.tsx'
import { LANGUAGES } from '#features/language/languages.ts'
import { messagesOf } from '#features/language/messages.ts'
import { readLanguage } from '#features/language/read-language.ts'
import { readTranslator } from '#features/language/translator.ts'
import { EmotionPointsProvider } from '#features/mood/emotion-points-context.tsx'
import { OfflineKeeper } from '#features/offline/offline-keeper.tsx'
import { readSettings } from '#features/settings/settings.ts'
import { ThemeProvider } from '#features/theme/theme-context.tsx'
import { readTheme, THEME_COOKIE } from '#features/theme/themes.ts'

const GROUND = { dark: '#07070d', light: '#f6f5fb' } as const

const readChosenTheme = async () => readTheme((await cookies()).get(THEME_COOKIE)?.value)

export async function generateViewport(): Promise<Viewport> {
  const theme = await readChosenTheme()
  const themeColor =
    theme === 'device'
      ? [
          { media: '(prefers-color-scheme: light)', color: GROUND.light },
          { media: '(prefers-color-scheme: dark)', color: GROUND.dark },
        ]
      : GROUND[theme]
  return { themeColor, viewportFit: 'cover' }
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await readTranslator()
  return {
    metadataBase: new URL(readSettings().publicUrl),
    title: { default: 'Mood DJ', template: '%s · Mood DJ' },
    description: t('shell.promise'),
    applicationName: 'Mood DJ',
  }
}

/** Reads the request's cookies, so that every page is rendered for its request: only then can it carry a nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [language, theme] = await Promise.all([readLanguage(), readChosenTheme()])
  return (
    <html lang={language} dir={LANGUAGES[language].direction} data-theme={theme}>
      <body>
        <LanguageProvider language={language} messages={messagesOf(language)}>
          <ThemeProvider initial={theme}>
            <EmotionPointsProvider points={readSettings().emotionPoints}>{children}</EmotionPointsProvider>
            <OfflineKeeper />
          </ThemeProvider>
        </LanguageProvider>
      </body>
    </html>
  )
}
