import type { Problem } from '@mooddj/shared/problem'
import { ProblemNote } from '../shell/problem-note.tsx'

/** Why no playlist was composed, and the ways on. */
export function ComposeProblem({ problem, onAgain, onByHand }: ComposeProblemProps) {
  return (
    <ProblemNote problem={problem}>
      <button type="button" className="button button-primary" onClick={onAgain}>
        Try again
      </button>
      {problem?.code === 'MOOD_NOT_SETTLED' ? (
        <button type="button" className="button button-quiet" onClick={onByHand}>
          Choose by hand
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
