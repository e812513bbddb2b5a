'use client'

import { useTranslations } from 'use-intl'

/** The way on after something could not be read. */
export function AgainButton({ onAgain }: { onAgain: () => Promise<void> }) {
  const t = useTranslations('shell')
  return (
    <button type="button" className="button button-quiet" onClick={() => void onAgain()}>
      {t('again')}
    </button>
  )
}
