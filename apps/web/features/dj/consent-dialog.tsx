'use client'

import { Camera, EyeOff, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { toProblem } from '../api/api-problem.ts'
import { Modal } from '../shell/modal.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'

const POINTS = [
  {
    Icon: Camera,
    words:
      'Small pictures of your face go to this server. It recognises seven emotions: happy, sad, angry, neutral, surprise, fear, disgust.',
  },
  {
    Icon: Trash2,
    words:
      'No picture is stored. Each is read in memory and gone within a moment. Only the settled mood is kept, with your playlist.',
  },
  {
    Icon: EyeOff,
    words:
      'It is an estimate from an expression. It does not know how you feel, and you can always choose by hand.',
  },
  { Icon: Undo2, words: 'You can withdraw at any time under Account. Recognition then ends at once.' },
]

/** The notice before anything is recognised (EU AI Act, Art. 50(3)), and the decision on it. */
export function ConsentDialog({ onDecide }: { onDecide: (granted: boolean) => Promise<void> }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const decide = async (granted: boolean) => {
    setIsBusy(true)
    setProblem(null)
    try {
      await onDecide(granted)
    } catch (error) {
      setProblem(toProblem(error))
      setIsBusy(false)
    }
  }
  return (
    <Modal title="Before the camera opens" onClose={() => void decide(false)}>
      <ul className="space-y-3">
        {POINTS.map(({ Icon, words }) => (
          <li key={words} className="flex gap-3">
            <Icon aria-hidden size={20} className="mt-0.5 shrink-0 text-cyan" />
            <span>{words}</span>
          </li>
        ))}
      </ul>
      <div className="mt-4">
        <ProblemNote problem={problem} />
      </div>
      <div className="mt-6 flex flex-col gap-3 sm:flex-row-reverse sm:justify-start">
        <button
          type="button"
          className="button button-primary"
          disabled={isBusy}
          onClick={() => void decide(true)}
        >
          Agree and continue
        </button>
        <button
          type="button"
          className="button button-quiet"
          disabled={isBusy}
          onClick={() => void decide(false)}
        >
          Choose my mood by hand
        </button>
      </div>
    </Modal>
  )
}
