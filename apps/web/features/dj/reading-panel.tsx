'use client'

import type { Affect } from '@mooddj/shared/affect'
import { useTranslations } from 'use-intl'
import { Compass } from '../mood/compass.tsx'
import { useEmotionPoints } from '../mood/emotion-points-context.tsx'
import { MoodBars } from '../mood/mood-bars.tsx'
import type { Live } from '../live/use-live.ts'
import type { Aim } from './aim.ts'
import { plannedPath } from './planned-path.ts'
import type { Chosen } from './use-dj.ts'

/** The compass with its trail and the planned path, and the seven probabilities. */
export function ReadingPanel({ live, chosen, aim, path, reached }: ReadingPanelProps) {
  const t = useTranslations('mood')
  const points = useEmotionPoints()
  const face = (chosen?.reading ?? live.state.reading)?.faces[0]
  const now: Affect | null = face ?? (chosen ? points[chosen.emotion] : live.state.settled)
  return (
    <section
      aria-labelledby="compass-title"
      className="glass grid gap-5 p-5 sm:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)] sm:items-center"
    >
      <div>
        <h2 id="compass-title" className="label mb-2 font-sans tracking-normal">
          {t('compass')}
        </h2>
        <Compass
          now={now}
          trail={live.state.trail}
          path={path.length > 0 ? path : plannedPath(now, aim)}
          reached={reached}
          label={useWords(now, path.length)}
        />
      </div>
      <div>
        <h2 className="label mb-3 font-sans tracking-normal">{t('shows')}</h2>
        <MoodBars probabilities={face?.probabilities ?? null} />
      </div>
    </section>
  )
}

export interface ReadingPanelProps {
  live: Live
  chosen: Chosen | null
  /** What the music is to do; its way is drawn until there is a playlist. */
  aim: Aim
  /** The playlist's way-points. */
  path: readonly Affect[]
  /** The way-point of the playing track. */
  reached: number
}

function useWords(now: Affect | null, steps: number): string {
  const t = useTranslations('mood')
  const place = now
    ? t('place', {
        side: now.valence < 0 ? 'unpleasant' : 'pleasant',
        energy: now.arousal < 0 ? 'calm' : 'excited',
      })
    : t('noReading')
  return [t('compass'), place, steps > 0 ? t('steps', { steps }) : t('plan')].join(' ')
}
