import '@fontsource/inter/400.css'
import '@fontsource/inter/500.css'
import '@fontsource/inter/600.css'
import '@fontsource/space-grotesk/500.css'
import '@fontsource/space-grotesk/600.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { connection } from 'next/server'
import { EmotionPointsProvider } from '#features/mood/emotion-points-context.tsx'
import { OfflineKeeper } from '#features/offline/offline-keeper.tsx'
import { readSettings } from '#features/settings/settings.ts'

export const viewport: Viewport = { themeColor: '#07070d', colorScheme: 'dark', viewportFit: 'cover' }

export async function generateMetadata(): Promise<Metadata> {
  await connection()
  return {
    metadataBase: new URL(readSettings().publicUrl),
    title: { default: 'Mood DJ', template: '%s · Mood DJ' },
    description: 'Music that starts where you are, then lifts.',
    applicationName: 'Mood DJ',
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A page rendered before a request could carry no nonce, and its scripts would be refused.
  await connection()
  return (
    <html lang="en">
      <body>
        <EmotionPointsProvider points={readSettings().emotionPoints}>{children}</EmotionPointsProvider>
        <OfflineKeeper />
      </body>
    </html>
  )
}
