'use client'

import { Heart, type LucideIcon, ThumbsDown } from 'lucide-react'
import * as m from 'motion/react-m'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { usePlayerPart, usePlayerStore } from './player-context.tsx'
import { Transport } from './transport.tsx'
import { useFullPlayerInSight } from './use-full-player-in-sight.ts'

/** The row under the thumb: like, the transport, and "not for me". A shared playlist is nobody's to judge. */
export function Controls() {
  const t = useTranslations('player')
  const store = usePlayerStore()
  const canJudge = usePlayerPart(({ queue, status }) => queue?.own !== null && status !== 'ended')
  const isLiked = usePlayerPart(({ queue, index, liked }) => liked.has(queue?.tracks[index]?.id ?? ''))
  const row = useRef<HTMLDivElement>(null)
  useFullPlayerInSight(row)
  return (
    <div
      ref={row}
      dir="ltr"
      role="group"
      aria-label={t('controls')}
      className="flex items-center justify-center gap-1 max-[22rem]:gap-0 sm:gap-5"
    >
      {canJudge ? <Verdict word={t('like')} Icon={Heart} isGiven={isLiked} onPress={store.like} /> : null}
      <Transport />
      {canJudge ? (
        <Verdict
          word={t('skip')}
          means={t('skipMeans')}
          Icon={ThumbsDown}
          onPress={() => void store.skip()}
        />
      ) : null}
    </div>
  )
}

function Verdict({ word, means, Icon, isGiven, onPress }: VerdictProps) {
  return (
    <button
      type="button"
      className={`flex min-h-14 min-w-14 max-[22rem]:min-w-11 flex-col items-center justify-center gap-1 rounded-2xl text-xs transition-colors hover:bg-fill-strong ${isGiven ? 'text-mood' : 'text-ink-soft hover:text-ink'}`}
      title={means}
      aria-pressed={isGiven}
      onClick={onPress}
    >
      <m.span
        key={String(isGiven)}
        initial={isGiven ? { scale: 0.5 } : false}
        animate={{ scale: 1 }}
        transition={{ type: 'spring', duration: 0.4, bounce: 0.6 }}
      >
        <Icon aria-hidden size={22} fill={isGiven ? 'currentColor' : 'none'} />
      </m.span>
      {word}
    </button>
  )
}

interface VerdictProps {
  word: string
  means?: string
  Icon: LucideIcon
  /** Undefined for what can be said again and again. */
  isGiven?: boolean
  onPress: () => void
}
