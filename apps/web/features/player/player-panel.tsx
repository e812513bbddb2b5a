'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { Controls } from './controls.tsx'
import { EndedNote } from './ended-note.tsx'
import { FeelingLine } from './feeling-line.tsx'
import { KeyboardHelp } from './keyboard-help.tsx'
import { NowPlaying } from './now-playing.tsx'
import { OpeningNote } from './opening-note.tsx'
import { usePlayerPart } from './player-context.tsx'
import { Progress } from './progress.tsx'
import { QueueList } from './queue-list.tsx'
import { SoundTroubleNote } from './sound-trouble-note.tsx'
import { UpNext } from './up-next.tsx'
import { Volume } from './volume.tsx'
import { Waves } from './waves.tsx'

/** The whole player for the loaded queue, in the light of the track that plays. `actions` stand beside the volume. */
export function PlayerPanel({ actions }: { actions?: ReactNode }) {
  const t = useTranslations('player')
  const queue = usePlayerPart((view) => view.queue)
  const index = usePlayerPart((view) => view.index)
  const hasEnded = usePlayerPart((view) => view.status === 'ended')
  const track = queue?.tracks[index]
  if (!queue || !track) return null
  return (
    <section
      aria-label={t('label')}
      className="glass player-light overflow-hidden"
      style={{ '--mood': colourOfAffect(track) }}
    >
      <Waves tracks={queue.tracks} track={track} className="h-34 w-full sm:h-44" />
      <div className="space-y-4 px-4 pb-5 sm:px-6">
        <div aria-live="polite">{hasEnded ? <EndedNote /> : <NowPlaying track={track} />}</div>
        {hasEnded ? null : <Progress />}
        <Controls />
        <OpeningNote />
        <SoundTroubleNote />
        <div className="flex flex-wrap items-center justify-center gap-x-3 gap-y-2">
          <Volume />
          <KeyboardHelp />
          {actions}
        </div>
      </div>
      {queue.own ? <FeelingLine playlist={queue.own} /> : null}
      <div className="border-t border-line px-3 py-4 sm:px-5">
        {hasEnded ? null : <UpNext />}
        <QueueList />
      </div>
    </section>
  )
}
