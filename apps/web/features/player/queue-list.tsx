'use client'

import { useTranslations } from 'use-intl'
import { usePlayerPart, usePlayerStore } from './player-context.tsx'
import { QueueRow } from './queue-row.tsx'

/** The queue as a path: each track a bead in the colour of its place in the plane, lit up to the one that plays. */
export function QueueList() {
  const t = useTranslations('player')
  const store = usePlayerStore()
  const tracks = usePlayerPart((view) => view.queue?.tracks)
  const language = usePlayerPart((view) => view.queue?.language)
  const index = usePlayerPart((view) => view.index)
  const hasEnded = usePlayerPart((view) => view.status === 'ended')
  const liked = usePlayerPart((view) => view.liked)
  return (
    <ol data-testid="queue" aria-label={t('queue')}>
      {tracks?.map((track, at) => (
        <QueueRow
          key={`${at}:${track.id}`}
          track={track}
          following={tracks[at + 1] ?? null}
          language={language}
          index={at}
          place={hasEnded || at < index ? 'past' : at === index ? 'here' : 'ahead'}
          isLiked={liked.has(track.id)}
          onSelect={store.select}
        />
      ))}
    </ol>
  )
}
