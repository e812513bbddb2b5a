'use client'

import Link from 'next/link'
import type { Playlist } from '@mooddj/shared/playlist'
import { useTranslations } from 'use-intl'
import { useDates } from '../language/use-dates.ts'
import { nearestEmotion } from '../mood/affect-colour.ts'
import { EMOTION_LOOKS } from '../mood/emotion-look.ts'
import { useStrategyWords } from '../player/strategy-words.ts'
import { MoodPath } from './mood-path.tsx'
import { PlaylistActions } from './playlist-actions.tsx'

/** One playlist: what it does, how its tracks feel, and what can be done with it. `onChanged` gets null when it is gone. */
export function PlaylistRow({ playlist, onChanged }: PlaylistRowProps) {
  const strategyWords = useStrategyWords()
  const { day } = useDates()
  const { Icon, colour } = EMOTION_LOOKS[playlist.emotion]
  return (
    <li className="glass relative grid gap-x-6 gap-y-4 p-4 sm:p-5 desk:grid-cols-[minmax(0,1fr)_auto] desk:items-center">
      <div className="flex items-start gap-4">
        <span
          aria-hidden
          className="grid size-12 shrink-0 place-items-center rounded-2xl"
          style={{ color: colour, background: `color-mix(in oklab, ${colour} 15%, transparent)` }}
        >
          <Icon size={26} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="text-lg leading-snug">
            <Link
              href={`/playlists/${playlist.id}`}
              className="block py-0.5 after:absolute after:inset-0 after:rounded-glass hover:underline"
            >
              <bdi lang={playlist.language}>{playlist.title}</bdi>
            </Link>
          </h2>
          <p className="text-sm text-ink-soft">
            {strategyWords(playlist)} · <time dateTime={playlist.composedAt}>{day(playlist.composedAt)}</time>
          </p>
          <Felt feelings={playlist.feelings} />
          <div className="mt-2">
            <MoodPath tracks={playlist.tracks} />
          </div>
        </div>
      </div>
      <PlaylistActions playlist={playlist} onChanged={onChanged} />
    </li>
  )
}

export interface PlaylistRowProps {
  playlist: Playlist
  onChanged: (changed: Playlist | null) => void
}

/** How the listener said they felt before and after. */
function Felt({ feelings }: { feelings: Playlist['feelings'] | undefined }) {
  const t = useTranslations('library')
  const word = useTranslations('mood.names')
  if (!feelings?.before || !feelings.after) return null
  const [before, after] = [nearestEmotion(feelings.before), nearestEmotion(feelings.after)]
  return <p className="text-sm text-ink-soft">{t('felt', { before: word(before), after: word(after) })}</p>
}
