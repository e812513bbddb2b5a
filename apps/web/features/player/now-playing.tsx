'use client'

import * as m from 'motion/react-m'
import type { Track } from '@mooddj/shared/playlist'

/** The playing track's title and artist. */
export function NowPlaying({ track }: { track: Track }) {
  return (
    <m.div
      key={track.id}
      initial={{ opacity: 0, y: 8 }}
      animate={{ opacity: 1, y: 0 }}
      className="text-center"
    >
      <p
        dir="auto"
        className="font-display text-2xl leading-tight font-semibold tracking-tight text-balance sm:text-3xl"
      >
        {track.title}
      </p>
      <p dir="auto" className="mt-1 text-ink-soft">
        {track.artist}
      </p>
    </m.div>
  )
}
