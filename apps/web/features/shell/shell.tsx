'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { PlayerDock } from '../player/player-dock.tsx'
import { JudgementSender } from '../player/judgement-sender.tsx'
import { Navigation } from './navigation.tsx'
import { OfflineNote } from './offline-note.tsx'

/** What stands around every page: the way round it, the music that goes on across pages, and word of a lost connection. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations('shell')
  return (
    <div className="pb-24 desk:ps-24 desk:pb-0">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:start-3 focus:z-50 focus:rounded-full focus:bg-ground focus:px-4 focus:py-3"
      >
        {t('toContent')}
      </a>
      <Navigation />
      <OfflineNote />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <PlayerDock />
      <JudgementSender />
    </div>
  )
}
