'use client'

import { useTranslations } from 'use-intl'
import { ownProblem } from '../api/api-problem.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { usePlayerPart, usePlayerStore } from './player-context.tsx'

/** Why nothing sounds, and the way on. */
export function SoundTroubleNote() {
  const t = useTranslations()
  const store = usePlayerStore()
  const trouble = usePlayerPart((view) => view.trouble)
  const problem = trouble
    ? ownProblem(
        `SOUND_${trouble.toUpperCase()}`,
        t(`player.trouble.${trouble}`),
        t(`player.trouble.${trouble}Means`),
      )
    : null
  return (
    <ProblemNote problem={problem}>
      {trouble === 'unplayable' ? null : (
        <button type="button" className="button button-quiet" onClick={() => void store.play()}>
          {t('shell.again')}
        </button>
      )}
    </ProblemNote>
  )
}
