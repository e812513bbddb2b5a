'use client'

import { Camera, EyeOff, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { useTranslations } from 'use-intl'
import { toProblem } from '../api/api-problem.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Dialog } from '../ui/dialog.tsx'

const POINTS = [
  { name: 'pictures', Icon: Camera },
  { name: 'kept', Icon: Trash2 },
  { name: 'estimate', Icon: EyeOff },
  { name: 'withdraw', Icon: Undo2 },
] as const

/** The notice before anything is recognised (EU AI Act, Art. 50(3)), and the decision on it. */
export function ConsentDialog({ onDecide }: { onDecide: (granted: boolean) => Promise<void> }) {
  const t = useTranslations('dj.notice')
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
    <Dialog title={t('title')} onClose={() => void decide(false)}>
      <ul className="space-y-3">
        {POINTS.map(({ name, Icon }) => (
          <li key={name} className="flex gap-3">
            <Icon aria-hidden size={20} className="mt-0.5 shrink-0 text-cyan" />
            <span>{t(name)}</span>
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
          {t('agree')}
        </button>
        <button
          type="button"
          className="button button-quiet"
          disabled={isBusy}
          onClick={() => void decide(false)}
        >
          {t('decline')}
        </button>
      </div>
    </Dialog>
  )
}
