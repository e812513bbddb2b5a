'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { EMOTIONS, type Emotion, type Probabilities } from '@mooddj/shared/emotion'
import { EMOTION_LOOKS } from './emotion-look.ts'

/** The seven probabilities, the three highest first; the other four on request. */
export function MoodBars({ probabilities }: { probabilities: Probabilities | null }) {
  const t = useTranslations('mood')
  const [showsAll, setShowsAll] = useState(false)
  if (!probabilities) return <p className="text-ink-soft">{t('noFace')}</p>
  const ranked = EMOTIONS.toSorted((one, other) => probabilities[other] - probabilities[one])
  const shown = showsAll ? ranked : ranked.slice(0, 3)
  return (
    <div>
      <ul aria-label={t('shows')} className="space-y-2">
        {shown.map((emotion) => (
          <Bar key={emotion} emotion={emotion} share={probabilities[emotion]} />
        ))}
      </ul>
      <button
        type="button"
        className="mt-1 flex min-h-11 items-center gap-1 text-sm text-ink-soft hover:text-ink"
        aria-expanded={showsAll}
        onClick={() => setShowsAll(!showsAll)}
      >
        {showsAll ? t('showThree') : t('showAll')}
        <ChevronDown aria-hidden size={16} className={showsAll ? 'rotate-180' : ''} />
      </button>
    </div>
  )
}

function Bar({ emotion, share }: { emotion: Emotion; share: number }) {
  const t = useTranslations('mood')
  const format = useFormatter()
  const { colour, Icon } = EMOTION_LOOKS[emotion]
  return (
    <li className="grid grid-cols-[6.25rem_1fr_2.75rem] items-center gap-2 text-sm">
      <span className="flex items-center gap-2">
        <Icon aria-hidden size={18} style={{ color: colour }} />
        {t(`words.${emotion}`)}
      </span>
      <span className="h-2 overflow-hidden rounded-full bg-fill-strong">
        <span
          className="block h-full origin-left rtl:origin-right rounded-full transition-transform duration-200"
          style={{ background: colour, transform: `scaleX(${share})` }}
        />
      </span>
      <span className="figures text-end text-ink-soft">{format.number(share, 'percent')}</span>
    </li>
  )
}
