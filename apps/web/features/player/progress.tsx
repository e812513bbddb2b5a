'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Slider } from '../ui/slider.tsx'
import { clockTime } from './duration.ts'
import { usePlayerPart, usePlayerStore } from './player-context.tsx'
import { usePosition } from './use-position.ts'

/** The slider's keys count in whole steps from where it stands. */
const STEP_MS = 1000

/** How far the track is; drag or use the arrow keys to move. It runs from left to right in every language, as a tape does. */
export function Progress() {
  const t = useTranslations('player')
  const store = usePlayerStore()
  const isPlaying = usePlayerPart(({ status }) => status === 'playing')
  const trackKey = usePlayerPart(({ queue, index }) => `${queue?.key ?? ''}:${index}`)
  const { positionMs, durationMs, refresh } = usePosition(store, {
    moving: isPlaying,
    trackKey,
    stepMs: STEP_MS,
  })
  const [dragged, setDragged] = useState<number | null>(null)
  const shown = Math.min(dragged ?? positionMs, durationMs)
  return (
    <div dir="ltr" className="flex items-center gap-3 text-sm text-ink-soft">
      <span className="figures w-10 text-end">{clockTime(shown)}</span>
      <Slider
        dir="ltr"
        className="flex-1"
        label={t('position')}
        spoken={t('positionSpoken', { now: clockTime(shown), whole: clockTime(durationMs) })}
        max={Math.max(1, durationMs)}
        step={STEP_MS}
        value={shown}
        onChange={setDragged}
        onCommit={(chosen) => {
          void store.seek(chosen).then(() => {
            refresh()
            setDragged(null)
          })
        }}
      />
      <span className="figures w-10">{clockTime(durationMs)}</span>
    </div>
  )
}
