import type { Problem } from '@mooddj/shared/problem'
import { useTranslations } from 'use-intl'
import { ProblemNote } from '../shell/problem-note.tsx'

/** Why no playlist was composed, and the ways on. */
export function ComposeProblem({ problem, onAgain, onByHand }: ComposeProblemProps) {
  const t = useTranslations()
  return (
    <ProblemNote problem={problem}>
      <button type="button" className="button button-primary" onClick={onAgain}>
        {t('shell.again')}
      </button>
      {problem?.code === 'MOOD_NOT_SETTLED' ? (
        <button type="button" className="button button-quiet" onClick={onByHand}>
          {t('dj.byHand')}
        </button>
      ) : null}
    </ProblemNote>
  )
}

export interface ComposeProblemProps {
  problem: Problem | null
  onAgain: () => void
  onByHand: () => void
}
