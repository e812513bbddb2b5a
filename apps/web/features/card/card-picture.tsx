'use client'

import { useTranslations } from 'use-intl'
import type { Card } from '@mooddj/shared/card'
import { pathOf } from '../share/own-origin.ts'

/** The finished card. The optimising image component would fetch and keep a second copy of a picture that must vanish on delete. */
export function CardPicture({ card, title }: { card: Card; title: string }) {
  const t = useTranslations('card')
  return (
    <img
      data-testid="card-image"
      src={pathOf(card.imageUrl)}
      width={1080}
      height={1920}
      alt={t('picture', { design: t(`designs.${card.design}`), title })}
      className="rise block h-auto w-full rounded-[5%/2.8%]"
    />
  )
}
