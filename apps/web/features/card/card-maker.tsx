'use client'

import { useState } from 'react'
import type { CardDesign } from '@mooddj/shared/card'
import type { Playlist } from '@mooddj/shared/playlist'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { CardResult } from './card-result.tsx'
import { DesignChoice } from './design-choice.tsx'
import { PhotoBooth } from './photo-booth.tsx'
import { useCardDrawing } from './use-card-drawing.ts'

/** From a photo to a Vibe Card of one playlist. */
export function CardMaker({
  playlist,
  stream,
  onClose,
}: {
  playlist: Playlist
  stream: MediaStream | null
  onClose: () => void
}) {
  const [design, setDesign] = useState<CardDesign>('neon')
  const drawing = useCardDrawing(playlist.id)
  const { card, photo } = drawing
  const redraw = (next: CardDesign) => {
    setDesign(next)
    if (photo) void drawing.draw(photo, next)
  }
  return (
    <Dialog title="Your Vibe Card" onClose={onClose}>
      <div className="space-y-4">
        <DesignChoice design={design} disabled={drawing.isBusy} onChoose={redraw} />
        {photo ? null : <PhotoBooth stream={stream} onPhoto={(taken) => void drawing.draw(taken, design)} />}
        {drawing.isBusy ? <Working>Drawing your card</Working> : null}
        <ProblemNote problem={drawing.problem}>
          {photo ? (
            <button
              type="button"
              className="button button-primary"
              onClick={() => void drawing.draw(photo, design)}
            >
              Try again
            </button>
          ) : null}
          <button type="button" className="button button-quiet" onClick={drawing.anotherPhoto}>
            Use another photo
          </button>
        </ProblemNote>
        {photo && card ? (
          <CardResult
            card={card}
            title={playlist.title}
            isBusy={drawing.isBusy}
            onAnother={drawing.anotherPhoto}
            onDelete={() => void drawing.remove()}
          />
        ) : null}
        {photo ? null : (
          <p className="text-sm text-ink-soft">
            The photo goes to this server, is drawn into the card, and is gone. The card itself stays until it
            expires or you delete it.
          </p>
        )}
        <button type="button" className="button button-quiet w-full" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  )
}
