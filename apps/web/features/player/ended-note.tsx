'use client'

import { RotateCcw } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { usePlayerPart, usePlayerStore } from './player-context.tsx'

/** After the last track: what next. */
export function EndedNote() {
  const t = useTranslations('player')
  const store = usePlayerStore()
  const hasEnded = usePlayerPart((view) => view.status === 'ended')
  return (
    <div role="status">
      {hasEnded ? (
        <div className="rise flex flex-wrap items-center justify-center gap-x-4 gap-y-2 pt-4">
          <p>{t('ended')}</p>
          <button type="button" className="button button-quiet" onClick={() => void store.play()}>
            <RotateCcw aria-hidden size={18} /> {t('again')}
          </button>
        </div>
      ) : null}
    </div>
  )
}
