'use client'

import { AudioWaveform } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'

/** A view without content that still shows the way on. */
export function DeadEnd({ title, children, onAgain }: DeadEndProps) {
  const t = useTranslations('shell')
  return (
    <div className="mx-auto grid min-h-[70dvh] max-w-lg place-content-center gap-4 px-6 text-center">
      <AudioWaveform aria-hidden size={56} strokeWidth={1.5} className="mx-auto text-mood" />
      <h1 className="text-4xl">{title}</h1>
      <p className="text-ink-soft">{children}</p>
      <div className="mt-2 flex flex-wrap justify-center gap-3">
        {onAgain ? (
          <button type="button" className="button button-primary" onClick={onAgain}>
            {t('again')}
          </button>
        ) : null}
        <Link href="/dj" className="button button-quiet">
          {t('toDj')}
        </Link>
        <Link href="/" className="button button-quiet">
          {t('goHome')}
        </Link>
      </div>
    </div>
  )
}

export interface DeadEndProps {
  title: string
  children: ReactNode
  onAgain?: () => void
}
