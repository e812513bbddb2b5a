'use client'

import { RotateCcw } from 'lucide-react'
import * as m from 'motion/react-m'
import { useTranslations } from 'use-intl'
import { usePlayerStore } from './player-context.tsx'

/** After the last track, in the place of its title: what next. */
export function EndedNote() {
  const t = useTranslations('player')
  const store = usePlayerStore()
  return (
    <m.div
      initial={{ opacity: 0, y: 8 }}
      animate={{ opacity: 1, y: 0 }}
      className="flex flex-col items-center gap-4 text-center"
    >
      <p className="font-display text-2xl leading-tight font-semibold tracking-tight text-balance sm:text-3xl">
        {t('ended')}
      </p>
      <button type="button" className="button button-quiet" onClick={() => void store.play()}>
        <RotateCcw aria-hidden size={18} /> {t('again')}
      </button>
    </m.div>
  )
}
