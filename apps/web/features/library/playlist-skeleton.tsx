'use client'

import { useTranslations } from 'use-intl'
import { LateWorking } from '../ui/late-working.tsx'

/** A playlist's shape before it is there. */
export function PlaylistSkeleton() {
  const t = useTranslations('library')
  return (
    <div className="grid grid-cols-1 gap-5 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] desk:items-start">
      <div className="space-y-4">
        <LateWorking>{t('fetchingPlaylist')}</LateWorking>
        <div className="skeleton h-9 w-72 max-w-full" />
        <div className="skeleton h-5 w-56 max-w-full" />
        <div className="glass space-y-4 p-5">
          <div className="skeleton h-24" />
          {[0, 1, 2, 3].map((row) => (
            <div key={row} className="skeleton h-11" />
          ))}
        </div>
      </div>
      <div className="glass p-5">
        <div className="skeleton aspect-square w-full rounded-full" />
      </div>
    </div>
  )
}
