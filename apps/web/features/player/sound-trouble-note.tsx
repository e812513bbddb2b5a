'use client'

import type { Problem } from '@mooddj/shared/problem'
import { useTranslations } from 'use-intl'
import { ownProblem } from '../api/api-problem.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { usePlayerPart, usePlayerStore } from './player-context.tsx'
import type { SoundTrouble } from './player-view.ts'

/** Why nothing sounds, and the way on. */
export function SoundTroubleNote() {
  const t = useTranslations('shell')
  const store = usePlayerStore()
  const trouble = usePlayerPart((view) => view.trouble)
  return (
    <ProblemNote problem={trouble && PROBLEMS[trouble]}>
      {trouble === 'unplayable' ? null : (
        <button type="button" className="button button-quiet" onClick={() => void store.play()}>
          {t('again')}
        </button>
      )}
    </ProblemNote>
  )
}

const PROBLEMS = {
  blocked: ownProblem('SOUND_BLOCKED'),
  unreachable: ownProblem('SOUND_UNREACHABLE'),
  unplayable: ownProblem('SOUND_UNPLAYABLE'),
  silent: ownProblem('SOUND_SILENT'),
} as const satisfies Record<SoundTrouble, Problem>
