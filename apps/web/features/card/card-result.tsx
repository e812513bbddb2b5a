'use client'

import { Download, Share2, Trash2 } from 'lucide-react'
import type { Card } from '@mooddj/shared/card'
import { LoopbackNote } from '../share/loopback-note.tsx'
import { pathOf } from '../share/own-origin.ts'
import { useCanShare } from '../share/use-can-share.ts'
import { shareCard } from './share-card.ts'

/** A finished card with everything that can be done with it. */
export function CardResult({ card, title, isBusy, onAnother, onDelete }: CardResultProps) {
  const path = pathOf(card.imageUrl)
  const canShare = useCanShare()
  return (
    <div className="rise space-y-4">
      {/* The optimising image component would fetch and keep a second copy of a picture that must vanish on delete. */}
      <img
        data-testid="card-image"
        src={path}
        width={1080}
        height={1920}
        alt={`Vibe Card for ${title}`}
        className="glow mx-auto h-auto max-h-[48dvh] w-auto rounded-2xl"
      />
      <p className="text-center text-sm text-ink-soft">
        It expires on {new Date(card.expiresAt).toLocaleDateString(undefined, { dateStyle: 'long' })}.
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        <a className="button button-primary" href={path} download="vibe-card.jpg">
          <Download aria-hidden size={18} /> Download
        </a>
        {canShare ? (
          <button type="button" className="button button-quiet" onClick={() => void shareCard(path, title)}>
            <Share2 aria-hidden size={18} /> Share
          </button>
        ) : null}
        <button type="button" className="button button-quiet" disabled={isBusy} onClick={onAnother}>
          Another photo
        </button>
        <button type="button" className="button button-danger" disabled={isBusy} onClick={onDelete}>
          <Trash2 aria-hidden size={18} /> Delete
        </button>
      </div>
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
