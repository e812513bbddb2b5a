'use client'

import { Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import * as m from 'motion/react-m'
import { useTranslations } from 'use-intl'
import { usePlayerPart, usePlayerStore } from './player-context.tsx'

/** Previous, play or pause, next: from left to right in every language, as on every machine that plays. */
export function Transport({ compact = false }: { compact?: boolean }) {
  const t = useTranslations('player')
  const store = usePlayerStore()
  const isPlaying = usePlayerPart(({ status }) => status === 'playing')
  const isOpening = usePlayerPart((view) => view.isOpening)
  const Middle = isPlaying ? Pause : Play
  return (
    <div dir="ltr" className="flex items-center gap-1 max-[22rem]:gap-0 sm:gap-2">
      <button
        type="button"
        className="icon-button"
        aria-label={t('previous')}
        onClick={() => void store.previous()}
      >
        <SkipBack aria-hidden size={compact ? 20 : 24} fill="currentColor" />
      </button>
      <m.button
        type="button"
        whileTap={{ scale: 0.92 }}
        className={`play-button ${compact ? 'size-12' : 'size-18 max-[22rem]:size-16'}`}
        data-playing={isPlaying}
        aria-busy={isOpening}
        aria-label={isPlaying ? t('pause') : t('play')}
        onClick={() => void store.toggle()}
      >
        <Middle
          aria-hidden
          size={compact ? 22 : 30}
          fill="currentColor"
          className={isPlaying ? '' : 'translate-x-[7%]'}
        />
      </m.button>
      <button type="button" className="icon-button" aria-label={t('next')} onClick={() => void store.next()}>
        <SkipForward aria-hidden size={compact ? 20 : 24} fill="currentColor" />
      </button>
    </div>
  )
}
