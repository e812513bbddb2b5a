'use client'

import { CircleEqual, Sparkles, Sunrise, Waves } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Choice } from '../ui/choice.tsx'
import { Working } from '../ui/working.tsx'
import type { Aim } from './aim.ts'

/** What the music is to do, and the button that makes it. */
export function ComposePanel({ aim, onAim, isBusy, isReady, onCompose, children }: ComposePanelProps) {
  const t = useTranslations('dj')
  return (
    <section aria-label={t('compose')} className="glass p-4 sm:p-5">
      <Choice
        label={t('aim')}
        value={aim}
        onChange={onAim}
        disabled={isBusy}
        options={[
          { value: 'match', word: t('match'), Icon: CircleEqual },
          { value: 'cheer', word: t('cheer'), Icon: Sunrise },
          { value: 'calm', word: t('calm'), Icon: Waves },
        ]}
      />
      <p aria-live="polite" className="px-2 pt-3 pb-4 text-center text-ink-soft">
        {t(`${aim}Means`)}
      </p>
      <button
        type="button"
        className="button button-primary min-h-14 w-full text-lg"
        disabled={isBusy || !isReady}
        onClick={onCompose}
      >
        <Sparkles aria-hidden size={20} /> {t('generate')}
      </button>
      {isBusy ? <Working>{t('composing')}</Working> : null}
      {children}
    </section>
  )
}

export interface ComposePanelProps {
  aim: Aim
  onAim: (aim: Aim) => void
  isBusy: boolean
  /** Whether there is someone to compose for yet. */
  isReady: boolean
  onCompose: () => void
  /** What else may count. */
  children?: ReactNode
}
