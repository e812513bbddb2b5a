'use client'

import { useTranslations } from 'use-intl'
import { DeadEnd } from './dead-end.tsx'

/** What stands where a view failed to draw. */
export function StumbledView({ onAgain }: { onAgain: () => void }) {
  const t = useTranslations('shell')
  return (
    <DeadEnd title={t('stumbledTitle')} onAgain={onAgain}>
      {t('stumbled')}
    </DeadEnd>
  )
}
