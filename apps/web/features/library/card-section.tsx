'use client'

import { Download, Trash2 } from 'lucide-react'
import { useCallback } from 'react'
import type { Card } from '@mooddj/shared/card'
import { useApi } from '../api/api-context.tsx'
import { pathOf } from '../share/own-origin.ts'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import { PagedSection } from './paged-section.tsx'
import { usePaged } from './use-paged.ts'

export function CardSection() {
  const { api } = useApi()
  const read = useCallback(
    async (cursor: string | null) => {
      const { cards, nextCursor } = await api.cards(cursor)
      return { items: cards, nextCursor }
    },
    [api],
  )
  const paged = usePaged(read)
  return (
    <PagedSection title="Cards" paged={paged} empty="No cards yet. Make one from any playlist.">
      <ul className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-4">
        {paged.items?.map((card) => (
          <CardTile
            key={card.id}
            card={card}
            onDelete={async () => {
              await api.deleteCard(card.id)
              paged.remove(card)
            }}
          />
        ))}
      </ul>
    </PagedSection>
  )
}

function CardTile({ card, onDelete }: { card: Card; onDelete: () => Promise<void> }) {
  const path = pathOf(card.imageUrl)
  const until = new Date(card.expiresAt).toLocaleDateString(undefined, { dateStyle: 'medium' })
  return (
    <li className="glass overflow-hidden">
      <img
        src={path}
        width={1080}
        height={1920}
        loading="lazy"
        alt={`Vibe Card, ${card.design} design, until ${until}`}
        className="h-auto w-full"
      />
      <div className="space-y-2 p-3">
        <p className="text-sm text-ink-soft">Until {until}</p>
        <div className="flex flex-wrap gap-2">
          <a className="button button-quiet" href={path} download="vibe-card.jpg">
            <Download aria-hidden size={18} /> Download
          </a>
          <ConfirmButton
            word="Delete"
            question="The card goes at once, for everyone who has its address."
            Icon={Trash2}
            onConfirm={onDelete}
          />
        </div>
      </div>
    </li>
  )
}
