import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { ApiProvider } from '#features/api/api-context.tsx'
import { PlayerProvider } from '#features/player/player-context.tsx'
import { socketOrigin } from '#features/settings/content-security-policy.ts'
import { SettingsProvider } from '#features/settings/settings-context.tsx'
import { readSettings } from '#features/settings/settings.ts'
import { Shell } from '#features/shell/shell.tsx'
import { MotionRoot } from '#features/ui/motion-root.tsx'

/** Every view behind the landing page: one way to the API and one player for all of them. */
export default async function RoomLayout({ children }: { children: ReactNode }) {
  await connection()
  const { gatewayPublicUrl, publicUrl, hasContext } = readSettings()
  return (
    <SettingsProvider settings={{ socketOrigin: socketOrigin(gatewayPublicUrl), publicUrl, hasContext }}>
      <ApiProvider>
        <PlayerProvider>
          <MotionRoot>
            <Shell>{children}</Shell>
          </MotionRoot>
        </PlayerProvider>
      </ApiProvider>
    </SettingsProvider>
  )
}
