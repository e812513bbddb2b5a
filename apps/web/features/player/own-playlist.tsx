'use client'

import { IdCard } from 'lucide-react'
import { memo, type Ref, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Playlist } from '@mooddj/shared/playlist'
import { CardMaker } from '../card/card-maker.tsx'
import { SharePanel } from '../share/share-panel.tsx'
import { SpotifyPanel } from '../spotify/spotify-panel.tsx'
import { isBeingMade } from '../spotify/use-spotify-making.ts'
import { usePlayerPart } from './player-context.tsx'
import { PlayerPanel } from './player-panel.tsx'
import { playsHere } from './plays-here.ts'
import { useStrategyWords } from './strategy-words.ts'

/**
 * A listener's own playlist: its title, the player, and the ways to share it. `stream` is a camera that is open already. It stays as it is while the
 * view around it follows a live reading.
 */
export const OwnPlaylist = memo(function OwnPlaylist({ playlist, stream, ref }: OwnPlaylistProps) {
  const t = useTranslations('player')
  const strategyWords = useStrategyWords()
  const [isMakingCard, setIsMakingCard] = useState(false)
  // What is known of it may be newer where it plays.
  const newest = usePlayerPart(({ queue }) => (queue?.own?.id === playlist.id ? queue.own : playlist))
  const { title, language, context, notice, tracks, shareUrl } = newest
  const cardButton = useMemo(
    () => (
      <button type="button" className="button button-quiet" onClick={() => setIsMakingCard(true)}>
        <IdCard aria-hidden size={18} /> {t('makeCard')}
      </button>
    ),
    [t],
  )
  return (
    <div className="rise scroll-mt-6 space-y-4">
      <header>
        <h2 ref={ref} tabIndex={-1} lang={language} dir="auto" className="page-aligned scroll-mt-8 text-3xl">
          {title}
        </h2>
        <p className="mt-1 text-ink-soft">
          {strategyWords(newest)}
          {context ? ` · ${t('forMoment', { ...momentWords(context) })}` : ''}
        </p>
      </header>
      {notice && !isBeingMade(newest) ? (
        <p role="status" lang={language} dir="auto" className="glass border-warn/40 p-4">
          {notice}
        </p>
      ) : null}
      {playsHere(tracks) ? (
        <PlayerPanel actions={cardButton} />
      ) : (
        <SpotifyPanel tracks={tracks} language={language} own={newest} actions={cardButton} />
      )}
      <SharePanel title={title} shareUrl={shareUrl} />
      {isMakingCard ? (
        <CardMaker playlist={newest} stream={stream} onClose={() => setIsMakingCard(false)} />
      ) : null}
    </div>
  )
})

export interface OwnPlaylistProps {
  playlist: Playlist
  stream: MediaStream | null
  ref: Ref<HTMLHeadingElement>
}

/** English says the moment in the server's own words, other languages from its parts. */
function momentWords({ moment, daypart, weather }: NonNullable<Playlist['context']>) {
  return { moment, daypart: daypart ?? 'none', weather: weather ?? 'none' }
}
