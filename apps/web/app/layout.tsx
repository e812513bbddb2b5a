import '@fontsource/inter/400.css'
import '@fontsource/inter/500.css'
import '@fontsource/inter/600.css'
import '@fontsource/space-grotesk/500.css'
import '@fontsource/space-grotesk/600.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { connection } from 'next/server'
import { ApiProvider } from '#features/api/api-context.tsx'
import { PlayerProvider } from '#features/player/player-context.tsx'
import { socketOrigin } from '#features/settings/content-security-policy.ts'
import { SettingsProvider } from '#features/settings/settings-context.tsx'
import { readSettings } from '#features/settings/settings.ts'
import { Shell } from '#features/shell/shell.tsx'

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
  // Addresses are told when the server starts, so no page may be rendered before a request.
  await connection()
  const { gatewayPublicUrl, publicUrl } = readSettings()
  return (
    <html lang="en">
      <body>
        <SettingsProvider settings={{ socketOrigin: socketOrigin(gatewayPublicUrl), publicUrl }}>
          <ApiProvider>
            <PlayerProvider>
              <Shell>{children}</Shell>
            </PlayerProvider>
          </ApiProvider>
        </SettingsProvider>
      </body>
    </html>
  )
}
