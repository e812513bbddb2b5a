import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SpotifyPlaylist, Track } from '@mooddj/shared/playlist'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { clockTime } from '../player/duration.ts'

/**
 * A playlist of Spotify's music: what it holds and why, and the way to Spotify, where it plays. Nothing of Spotify's is fetched or played here.
 * `spotify` is left out where only the tracks are shown; `actions` stand beside the link.
 */
export function SpotifyPanel({
  tracks,
  spotify,
  actions,
}: {
  tracks: readonly Track[]
  spotify?: SpotifyPlaylist | undefined
  actions?: ReactNode
}) {
  const isOpen = spotify?.state === 'filled' || spotify?.state === 'covered'
  return (
    <section aria-label="Spotify playlist" className="glass overflow-hidden">
      <div className="space-y-4 p-5 sm:p-6">
        <p>These tracks play in Spotify, not on this page.</p>
        <div className="flex flex-wrap gap-3">
          {isOpen && spotify.url !== null ? (
            <a className="button button-primary" href={spotify.url} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden size={18} /> Open in Spotify
            </a>
          ) : null}
          {actions}
        </div>
        <p className="text-sm text-ink-soft">
          Titles and artists by Spotify. The order, and why each track stands where it does, by Mood DJ.
        </p>
      </div>
      <ol aria-label="Tracks" className="border-t border-line p-3 sm:p-4">
        {tracks.map((track) => (
          <li key={track.id} className="flex items-start gap-3 rounded-xl px-3 py-2">
            <span
              aria-hidden
              className="mt-2 size-3 shrink-0 rounded-full"
              style={{ background: colourOfAffect(track) }}
            />
            <span className="min-w-0 flex-1">
              <a
                className="block truncate py-0.5 font-medium hover:underline"
                href={track.url}
                target="_blank"
                rel="noreferrer"
              >
                {track.title}
              </a>
              <span className="block truncate text-sm text-ink-soft">{track.artist}</span>
              <span className="mt-1 block text-sm text-ink-soft">{track.why}</span>
            </span>
            <span className="figures shrink-0 text-sm text-ink-soft">{clockTime(track.durationMs)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
