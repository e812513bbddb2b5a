'use client'

import { IdCard } from 'lucide-react'
import { type Ref, useState } from 'react'
import type { Playlist } from '@mooddj/shared/playlist'
import { CardMaker } from '../card/card-maker.tsx'
import { SharePanel } from '../share/share-panel.tsx'
import { SpotifyPanel } from '../spotify/spotify-panel.tsx'
import { playsHere } from './plays-here.ts'
import { useStrategyWords } from './strategy-words.ts'
import { PlayerPanel } from './player-panel.tsx'

/** A listener's own playlist: its title, the player, and the ways to share it. `stream` is a camera that is open already. */
export function OwnPlaylist({
  playlist,
  stream,
  ref,
}: {
  playlist: Playlist
  stream: MediaStream | null
  ref: Ref<HTMLHeadingElement>
}) {
  const strategyWords = useStrategyWords()
  const [isMakingCard, setIsMakingCard] = useState(false)
  const cardButton = (
    <button type="button" className="button button-quiet" onClick={() => setIsMakingCard(true)}>
      <IdCard aria-hidden size={18} /> Make a Vibe Card
    </button>
  )
  return (
    <div className="rise scroll-mt-6 space-y-4">
      <header>
        <h2 ref={ref} tabIndex={-1} className="scroll-mt-8 text-3xl">
          {playlist.title}
        </h2>
        <p className="mt-1 text-ink-soft">
          {strategyWords(playlist)}
          {playlist.context ? ` · for ${playlist.context.moment}` : ''}
        </p>
      </header>
      {playlist.notice ? (
        <p role="status" className="glass border-warn/40 p-4">
          {playlist.notice}
        </p>
      ) : null}
      {playsHere(playlist.tracks) ? (
        <PlayerPanel actions={cardButton} />
      ) : (
        <SpotifyPanel tracks={playlist.tracks} spotify={playlist.spotify} actions={cardButton} />
      )}
      <SharePanel title={playlist.title} shareUrl={playlist.shareUrl} />
      {isMakingCard ? (
        <CardMaker playlist={playlist} stream={stream} onClose={() => setIsMakingCard(false)} />
      ) : null}
    </div>
  )
}
