'use client'

import type { Affect } from '@mooddj/shared/affect'
import { Compass } from '../mood/compass.tsx'
import { useEmotionPoints } from '../mood/emotion-points-context.tsx'
import { MoodBars } from '../mood/mood-bars.tsx'
import type { Live } from '../live/use-live.ts'
import type { Chosen } from './use-dj.ts'

/** The compass with its trail and the planned path, and the seven probabilities. */
export function ReadingPanel({ live, chosen, path, reached }: ReadingPanelProps) {
  const face = (chosen?.reading ?? live.state.reading)?.faces[0]
  const settled = live.state.settled
  const points = useEmotionPoints()
  const now: Affect | null = face ?? (chosen ? points[chosen.emotion] : settled)
  return (
    <section
      aria-labelledby="compass-title"
      className="glass grid gap-5 p-5 sm:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)] sm:items-center"
    >
      <div>
        <h2 id="compass-title" className="label mb-2 font-sans tracking-normal">
          Mood compass
        </h2>
        <Compass
          now={now}
          trail={live.state.trail}
          path={path}
          reached={reached}
          label={wordsOf(now, path.length)}
        />
      </div>
      <div>
        <h2 className="label mb-3 font-sans tracking-normal">What the picture shows</h2>
        <MoodBars probabilities={face?.probabilities ?? null} />
      </div>
    </section>
  )
}

export interface ReadingPanelProps {
  live: Live
  chosen: Chosen | null
  /** The playlist's way-points. */
  path: readonly Affect[]
  /** The way-point of the playing track. */
  reached: number
}

function wordsOf(now: Affect | null, steps: number): string {
  const place = now
    ? `You are on the ${now.valence < 0 ? 'unpleasant' : 'pleasant'}, ${now.arousal < 0 ? 'calm' : 'excited'} side.`
    : 'There is no reading yet.'
  return steps > 0
    ? `Mood compass. ${place} The playlist takes ${steps} steps from there.`
    : `Mood compass. ${place}`
}
