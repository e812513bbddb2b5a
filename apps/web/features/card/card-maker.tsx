'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import type { Playlist } from '@mooddj/shared/playlist'
import { Dialog } from '../ui/dialog.tsx'
import { Working } from '../ui/working.tsx'

/** The drawing is fetched when somebody wants a card, and not before. */
const CardStudio = dynamic(async () => (await import('./card-studio.tsx')).CardStudio, { loading: Opening })

/** From a photo to a Vibe Card of one playlist. `stream` is a camera that is open already. */
export function CardMaker({
  playlist,
  stream,
  onClose,
}: {
  playlist: Playlist
  stream: MediaStream | null
  onClose: () => void
}) {
  const t = useTranslations('card')
  return (
    <Dialog title={t('title')} size="wide" onClose={onClose}>
      <CardStudio playlist={playlist} stream={stream} />
    </Dialog>
  )
}

function Opening() {
  const t = useTranslations('card')
  return <Working>{t('opening')}</Working>
}
