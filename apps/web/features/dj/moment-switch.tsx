'use client'

import { useId } from 'react'
import { ProblemNote } from '../shell/problem-note.tsx'
import type { Moment } from './use-moment.ts'

/** Lets time and weather count; says what is sent before anything is. */
export function MomentSwitch({ moment, isReady }: { moment: Moment; isReady: boolean }) {
  const id = useId()
  return (
    <div className="mt-3 border-t border-white/10 pt-3">
      <label className="flex min-h-11 cursor-pointer items-center gap-3">
        <input
          type="checkbox"
          role="switch"
          className="size-5 accent-cyan"
          aria-describedby={id}
          checked={moment.isOn}
          disabled={moment.isBusy || !isReady}
          onChange={({ target }) => moment.turn(target.checked)}
        />
        Use time and weather
      </label>
      <p id={id} className="text-sm text-ink-soft">
        On, it agrees to this: your time zone and your place, rounded to about 10 km, go to this server, which
        asks Open-Meteo for the weather there. Kept with the playlist are words such as “a rainy evening”,
        never the place.
      </p>
      <ProblemNote problem={moment.problem} />
    </div>
  )
}
