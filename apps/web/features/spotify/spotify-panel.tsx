'use client'

import { CircleCheck, ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Language } from '@mooddj/shared/language'
import type { Playlist, Track } from '@mooddj/shared/playlist'
import { clockTime } from '../player/duration.ts'
import { PathBead } from '../player/path-bead.tsx'
import { Working } from '../ui/working.tsx'
import { isBeingMade, useSpotifyMaking } from './use-spotify-making.ts'

/**
 * A playlist of Spotify's music: what it holds and why, how far its making is, and the way to Spotify, where it plays. Nothing of Spotify's is fetched or
 * played here. `own` is the listener's playlist where the tracks are theirs; `actions` stand beside the link.
 */
export function SpotifyPanel({ tracks, language, own, actions }: SpotifyPanelProps) {
  const t = useTranslations('spotify')
  return (
    <section aria-label={t('label')} className="glass overflow-hidden">
      <div className="space-y-4 p-5 sm:p-6">
        <p>{t('playsThere')}</p>
        {own?.spotify ? <Making own={own} spotify={own.spotify} /> : null}
        <div className="flex flex-wrap gap-3">
          {own?.spotify && !isBeingMade(own) && own.spotify.url !== null ? (
            <a className="button button-primary" href={own.spotify.url} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden size={18} className="rtl:-scale-x-100" /> {t('open')}
            </a>
          ) : null}
          {actions}
        </div>
        <p className="text-sm text-ink-soft">{t('byWhom')}</p>
      </div>
      <ol aria-label={t('tracks')} className="border-t border-line px-3 py-4 sm:px-5">
        {tracks.map((track, index) => (
          <SpotifyTrack
            key={track.id}
            track={track}
            following={tracks[index + 1] ?? null}
            language={language}
          />
        ))}
      </ol>
    </section>
  )
}

export interface SpotifyPanelProps {
  tracks: readonly Track[]
  /** In which it is told why each is there. */
  language: Language
  own?: Playlist
  actions?: ReactNode
}

/** How much of the making is done at each step, for the bar. */
const DONE = { planned: 0.25, created: 0.6, filled: 1, covered: 1 } as const

function Making({ own, spotify }: { own: Playlist; spotify: NonNullable<Playlist['spotify']> }) {
  const t = useTranslations('spotify')
  const hasGivenUp = useSpotifyMaking(own)
  const words = t(`making.${spotify.state}`)
  if (isBeingMade(own)) {
    return hasGivenUp ? (
      <p role="status" className="text-ink-soft">
        {t('slow')}
      </p>
    ) : (
      <Working share={DONE[spotify.state]}>{words}</Working>
    )
  }
  return (
    <p role="status" className="flex items-center gap-2 text-good">
      <CircleCheck aria-hidden size={20} className="shrink-0" /> {words}
    </p>
  )
}

function SpotifyTrack({ track, following, language }: SpotifyTrackProps) {
  return (
    <li className="relative ps-10">
      <PathBead at={track} towards={following} place="ahead" />
      <div className="flex items-start gap-3 px-3 py-3">
        <span className="min-w-0 flex-1">
          <a
            dir="auto"
            className="page-aligned block truncate py-0.5 font-medium hover:underline"
            href={track.url}
            target="_blank"
            rel="noreferrer"
          >
            {track.title}
          </a>
          <span dir="auto" className="page-aligned block truncate text-sm text-ink-soft">
            {track.artist}
          </span>
          <span lang={language} dir="auto" className="page-aligned mt-1 block text-sm text-ink-soft">
            {track.why}
          </span>
        </span>
        <span className="figures shrink-0 pt-0.5 text-sm text-ink-soft">{clockTime(track.durationMs)}</span>
      </div>
    </li>
  )
}

interface SpotifyTrackProps {
  track: Track
  following: Track | null
  language: Language
}
