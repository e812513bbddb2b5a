'use client'

import { Download, Share2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Card } from '@mooddj/shared/card'
import { useTranslations } from 'use-intl'
import { shareCard } from '../card/hand-over.ts'
import { useDates } from '../language/use-dates.ts'
import { pathOf } from '../share/own-origin.ts'
import { useCanShare } from '../share/use-can-share.ts'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import { Dialog } from '../ui/dialog.tsx'

/** One card: small in the gallery, large when it is pressed. */
export function CardTile({ card, onDelete }: { card: Card; onDelete: () => Promise<void> }) {
  const t = useTranslations('library')
  const { day, distance } = useDates()
  const canShare = useCanShare()
  const [isOpen, setIsOpen] = useState(false)
  const path = pathOf(card.imageUrl)
  const alt = t('cardAlt', { design: t(`designs.${card.design}`), day: day(card.createdAt) })
  return (
    <li className="min-w-0">
      <button
        type="button"
        className="block w-full overflow-hidden rounded-glass border border-line transition-transform duration-200 hover:-translate-y-1"
        onClick={() => setIsOpen(true)}
      >
        {/* The optimising image component would fetch and keep a second copy of a picture that must vanish on delete. */}
        <img
          src={path}
          width={1080}
          height={1920}
          loading="lazy"
          alt={alt}
          className="aspect-[9/16] h-auto w-full bg-fill-strong object-cover"
        />
      </button>
      <p className="mt-2 px-1 text-sm text-ink-soft">
        <time dateTime={card.expiresAt} title={day(card.expiresAt)}>
          {t('expires', { when: distance(card.expiresAt) })}
        </time>
      </p>
      <div className="-mx-1 flex *:flex-1">
        <a
          className="icon-button"
          href={path}
          download="vibe-card.jpg"
          aria-label={t('download')}
          title={t('download')}
        >
          <Download aria-hidden size={20} />
        </a>
        {canShare ? (
          <button
            type="button"
            className="icon-button"
            aria-label={t('share')}
            title={t('share')}
            onClick={() => void shareCard(path, t('cardTitle'))}
          >
            <Share2 aria-hidden size={20} />
          </button>
        ) : null}
        <ConfirmButton
          look="icon"
          word={t('delete')}
          question={t('deleteCardQuestion')}
          Icon={Trash2}
          onConfirm={onDelete}
        />
      </div>
      {isOpen ? (
        <Dialog title={t('cardTitle')} onClose={() => setIsOpen(false)}>
          <img
            src={path}
            width={1080}
            height={1920}
            alt={alt}
            className="mx-auto h-auto max-h-[66dvh] w-auto rounded-2xl"
          />
          <p className="mt-4 text-center text-sm text-ink-soft">{t('until', { day: day(card.expiresAt) })}</p>
        </Dialog>
      ) : null}
    </li>
  )
}
