'use client'

import { WifiOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'

/** One calm line while the browser itself knows that there is no network. */
export function OfflineNote() {
  const t = useTranslations('shell')
  const isOnline = useSyncExternalStore(
    watchNetwork,
    () => navigator.onLine,
    () => true,
  )
  return (
    <div role="status" className="sticky top-0 z-20">
      {isOnline ? null : (
        <p className="flex items-center justify-center gap-2 glass-deep rounded-b-2xl border-t-0 px-4 py-3 text-sm">
          <WifiOff aria-hidden size={18} className="shrink-0" /> {t('offline')}
        </p>
      )}
    </div>
  )
}

function watchNetwork(changed: () => void): () => void {
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}
