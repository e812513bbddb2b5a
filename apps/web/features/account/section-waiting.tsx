'use client'

import { useTranslations } from 'use-intl'
import { LateWorking } from '../ui/late-working.tsx'

/** The place of what a section is about to show. */
export function SectionWaiting({ rows = 1 }: { rows?: number }) {
  const t = useTranslations('account')
  return (
    <div>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} aria-hidden className="skeleton mb-3 h-14" />
      ))}
      <LateWorking>{t('fetching')}</LateWorking>
    </div>
  )
}
