'use client'

import { WifiOff } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { OFFLINE_PATH, whenReachable } from './when-reachable.ts'

/** Stands in for a page that could not be fetched, at that page's own address, and makes way for it as soon as it can. */
export function OfflineView() {
  const t = useTranslations('offline')
  useEffect(() => whenReachable(goOn), [])
  return (
    <main className="mx-auto grid min-h-dvh max-w-lg place-content-center gap-4 px-6 text-center">
      <WifiOff aria-hidden size={48} className="mx-auto text-mood" />
      <h1 className="text-4xl">{t('title')}</h1>
      <p className="text-ink-soft">{t('explanation')}</p>
      <div className="mt-2 flex justify-center">
        <button type="button" className="button button-primary" onClick={goOn}>
          {t('again')}
        </button>
      </div>
    </main>
  )
}

function goOn(): void {
  if (location.pathname === OFFLINE_PATH) location.replace('/')
  else location.reload()
}
