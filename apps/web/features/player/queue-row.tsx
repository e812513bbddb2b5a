'use client'

import { Heart } from 'lucide-react'
import { AnimatePresence, useReducedMotion } from 'motion/react'
import * as m from 'motion/react-m'
import { memo } from 'react'
import type { Language } from '@mooddj/shared/language'
import type { Track } from '@mooddj/shared/playlist'
import { clockTime } from './duration.ts'
import { PathBead, type PlaceOnPath } from './path-bead.tsx'
import { TrackFacts } from './track-facts.tsx'

/** One track of the path: its bead, the line to the next, and, while it plays, why it is there. Drawn again only when it is another. */
export const QueueRow = memo(function QueueRow({
  track,
  following,
  language,
  index,
  place,
  isLiked,
  onSelect,
}: QueueRowProps) {
  const isHere = place === 'here'
  const still = useReducedMotion()
  return (
    <li className="relative ps-10">
      <PathBead at={track} towards={following} place={place} />
      <button
        type="button"
        aria-current={isHere ? 'true' : undefined}
        onClick={() => void onSelect(index)}
        className={`flex min-h-14 w-full items-center gap-3 rounded-xl px-3 py-2 text-start transition-colors ${isHere ? '' : 'hover:bg-fill'}`}
      >
        <span className={`min-w-0 flex-1 ${place === 'past' ? 'text-ink-soft' : ''}`}>
          <span
            dir="auto"
            className={`page-aligned block truncate ${isHere ? 'font-semibold' : 'font-medium'}`}
          >
            {track.title}
          </span>
          <span dir="auto" className="page-aligned block truncate text-sm text-ink-soft">
            {track.artist}
          </span>
        </span>
        {isLiked ? <Heart aria-hidden size={16} fill="currentColor" className="shrink-0 text-mood" /> : null}
        <span className="figures shrink-0 text-sm text-ink-soft">{clockTime(track.durationMs)}</span>
      </button>
      <AnimatePresence initial={false}>
        {isHere ? (
          <m.div
            initial={{ height: 0, opacity: 0 }}
            animate={{ height: 'auto', opacity: 1 }}
            exit={{ height: 0, opacity: 0 }}
            transition={still ? { duration: 0 } : { type: 'spring', duration: 0.35, bounce: 0.1 }}
            className="overflow-hidden"
          >
            <div className="px-3 pb-4">
              <p lang={language} dir="auto" className="mb-2.5 text-sm">
                {track.why}
              </p>
              <TrackFacts track={track} />
            </div>
          </m.div>
        ) : null}
      </AnimatePresence>
      {isHere ? null : (
        <p lang={language} dir="auto" className="sr-only">
          {track.why}
        </p>
      )}
    </li>
  )
})

export interface QueueRowProps {
  track: Track
  /** The track after it, to which the line leads; null after the last. */
  following: Track | null
  /** In which it is told why it is there. */
  language: Language | undefined
  index: number
  place: PlaceOnPath
  isLiked: boolean
  onSelect: (index: number) => Promise<void>
}
