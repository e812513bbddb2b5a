'use client'

import { Link2Off, Trash2 } from 'lucide-react'
import Link from 'next/link'
import type { Playlist } from '@mooddj/shared/playlist'
import { useApi } from '../api/api-context.tsx'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { EMOTION_LOOKS } from '../mood/emotion-look.ts'
import { usePlayer } from '../player/player-context.tsx'
import { useStrategyWords } from '../player/strategy-words.ts'
import { shareToken } from '../share/own-origin.ts'
import { ConfirmButton } from '../ui/confirm-button.tsx'

/** One playlist: open it, take its link back, delete it. `onChanged` gets null when it is gone. */
export function PlaylistRow({
  playlist,
  onChanged,
}: {
  playlist: Playlist
  onChanged: (changed: Playlist | null) => void
}) {
  const strategyWords = useStrategyWords()
  const { api } = useApi()
  const { store, view } = usePlayer()
  const { Icon, colour } = EMOTION_LOOKS[playlist.emotion]
  const { shareUrl } = playlist
  const remove = async () => {
    await api.deletePlaylist(playlist.id)
    if (view.queue?.own?.id === playlist.id) await store.unload()
    onChanged(null)
  }
  const revoke = async (url: string) => {
    await api.revokeShare(shareToken(url))
    onChanged({ ...playlist, shareUrl: null })
  }
  return (
    <li className="glass p-4">
      <div className="flex items-start gap-4">
        <Icon aria-hidden size={28} className="mt-1 shrink-0" style={{ color: colour }} />
        <div className="min-w-0 flex-1">
          <Link
            href={`/playlists/${playlist.id}`}
            className="block py-0.5 text-lg font-medium hover:underline"
          >
            {playlist.title}
          </Link>
          <p className="text-sm text-ink-soft">
            {strategyWords(playlist)} ·{' '}
            {new Date(playlist.composedAt).toLocaleDateString(undefined, { dateStyle: 'medium' })}
          </p>
          <Beads playlist={playlist} />
        </div>
      </div>
      <div className="mt-3 flex flex-wrap items-start gap-2">
        {shareUrl === null ? (
          <p className="self-center text-sm text-ink-soft">Link revoked</p>
        ) : (
          <ConfirmButton
            word="Revoke link"
            question="Whoever holds the link or a card of this playlist can no longer open it."
            Icon={Link2Off}
            onConfirm={() => revoke(shareUrl)}
          />
        )}
        <ConfirmButton
          word="Delete"
          question="The playlist, its link and what you thought of its tracks go for good."
          Icon={Trash2}
          onConfirm={remove}
        />
      </div>
    </li>
  )
}

function Beads({ playlist }: { playlist: Playlist }) {
  return (
    <div aria-hidden className="mt-2 flex gap-1">
      {playlist.tracks.map((track, index) => (
        <span
          key={`${index}:${track.id}`}
          className="h-1.5 max-w-6 flex-1 rounded-full"
          style={{ background: colourOfAffect(track) }}
        />
      ))}
    </div>
  )
}
