'use client'

import { useTranslations } from 'use-intl'
import { parseCamelot } from '@mooddj/engine/camelot'
import type { Track } from '@mooddj/shared/playlist'

/** How fast a track is and in which key: what a disc jockey goes by from one to the next. */
export function TrackFacts({ track }: { track: Pick<Track, 'tempo' | 'key'> }) {
  const t = useTranslations('player')
  const { tonic, mode } = parseCamelot(track.key)
  const facts = [
    t('tempo', { bpm: Math.round(track.tempo) }),
    t('key', { tonic: t(TONICS[tonic] ?? 'tonics.0'), mode }),
  ]
  return (
    <span className="figures flex flex-wrap gap-1.5 text-xs">
      {facts.map((fact) => (
        <span key={fact} className="rounded-full border border-line bg-fill px-2.5 py-1">
          {fact}
        </span>
      ))}
    </span>
  )
}

const TONICS = [
  'tonics.0',
  'tonics.1',
  'tonics.2',
  'tonics.3',
  'tonics.4',
  'tonics.5',
  'tonics.6',
  'tonics.7',
  'tonics.8',
  'tonics.9',
  'tonics.10',
  'tonics.11',
] as const
