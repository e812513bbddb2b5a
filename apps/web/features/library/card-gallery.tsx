'use client'

import Link from 'next/link'
import type { Card } from '@mooddj/shared/card'
import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import { CardPicture } from './card-picture.tsx'
import { CardTile } from './card-tile.tsx'
import { EmptyShelf } from './empty-shelf.tsx'
import { PagedList } from './paged-list.tsx'
import type { Paged } from './use-paged.ts'

const GALLERY = 'grid grid-cols-2 gap-4 sm:grid-cols-3 sm:gap-5 desk:grid-cols-4'

export function CardGallery({ cards }: { cards: Paged<Card> }) {
  const t = useTranslations('library')
  const { api } = useApi()
  return (
    <PagedList
      paged={cards}
      fetching={t('fetchingCards')}
      skeleton={<Skeleton />}
      empty={
        <EmptyShelf
          picture={<CardPicture />}
          title={t('noCards')}
          action={
            <Link href="/dj" className="button button-primary">
              {t('toDj')}
            </Link>
          }
        >
          {t('noCardsNote')}
        </EmptyShelf>
      }
    >
      <ul className={GALLERY}>
        {cards.items?.map((card) => (
          <CardTile
            key={card.id}
            card={card}
            onDelete={async () => {
              await api.deleteCard(card.id)
              cards.remove(card)
            }}
          />
        ))}
      </ul>
    </PagedList>
  )
}

function Skeleton() {
  return (
    <div className={GALLERY}>
      {[0, 1, 2, 3].map((card) => (
        <div key={card} className="skeleton aspect-[9/16] rounded-glass" />
      ))}
    </div>
  )
}
