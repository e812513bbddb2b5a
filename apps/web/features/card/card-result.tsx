'use client'

import { Camera, Download, FileImage, Share2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Card } from '@mooddj/shared/card'
import type { Problem } from '@mooddj/shared/problem'
import { toProblem } from '../api/api-problem.ts'
import { LoopbackNote } from '../share/loopback-note.tsx'
import { pathOf } from '../share/own-origin.ts'
import { useCanShare } from '../share/use-can-share.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { savePng, shareCard } from './hand-over.ts'

/** What can be done with a finished card, and how long it stays. */
export function CardResult({ card, title, isBusy, onAnother, onDelete }: CardResultProps) {
  const t = useTranslations('card')
  const format = useFormatter()
  const path = pathOf(card.imageUrl)
  const canShare = useCanShare()
  const [problem, setProblem] = useState<Problem | null>(null)
  const attempt = async (work: () => Promise<void>) => {
    setProblem(null)
    await work().catch((error: unknown) => setProblem(toProblem(error)))
  }
  return (
    <div className="rise space-y-4">
      <p role="status" className="font-medium">
        {t('ready')}
      </p>
      <div className="grid grid-cols-2 gap-2 desk:flex desk:flex-wrap">
        <a className="button button-primary col-span-2 flex-1" href={path} download="vibe-card.jpg">
          <Download aria-hidden size={18} /> {t('download')}
        </a>
        {canShare ? (
          <button
            type="button"
            className="button button-quiet"
            onClick={() => void attempt(() => shareCard(path, title))}
          >
            <Share2 aria-hidden size={18} /> {t('share')}
          </button>
        ) : null}
        <button
          type="button"
          className="button button-quiet"
          disabled={isBusy}
          onClick={() => void attempt(() => savePng(path))}
        >
          <FileImage aria-hidden size={18} /> {t('png')}
        </button>
        <button type="button" className="button button-quiet" disabled={isBusy} onClick={onAnother}>
          <Camera aria-hidden size={18} /> {t('another')}
        </button>
        <button type="button" className="button button-danger" disabled={isBusy} onClick={onDelete}>
          <Trash2 aria-hidden size={18} /> {t('delete')}
        </button>
      </div>
      <p className="text-sm text-ink-soft">
        {t('until', { day: format.dateTime(new Date(card.expiresAt), 'longDay') })}
      </p>
      <ProblemNote problem={problem} />
      <LoopbackNote />
    </div>
  )
}

export interface CardResultProps {
  card: Card
  title: string
  isBusy: boolean
  onAnother: () => void
  onDelete: () => void
}
