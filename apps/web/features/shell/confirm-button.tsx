'use client'

import type { LucideIcon } from 'lucide-react'
import { useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { toProblem } from '../api/api-problem.ts'
import { Modal } from './modal.tsx'
import { ProblemNote } from './problem-note.tsx'

/** A button for something that cannot be undone: it asks once more, in a dialog of the same name. */
export function ConfirmButton({ word, question, Icon, onConfirm }: ConfirmButtonProps) {
  const [isAsking, setIsAsking] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const confirm = async () => {
    setIsBusy(true)
    setProblem(null)
    try {
      await onConfirm()
      setIsAsking(false)
    } catch (error) {
      setProblem(toProblem(error))
    }
    setIsBusy(false)
  }
  return (
    <>
      <button type="button" className="button button-quiet" onClick={() => setIsAsking(true)}>
        <Icon aria-hidden size={18} /> {word}
      </button>
      {isAsking ? (
        <Modal title={`${word}?`} onClose={() => setIsAsking(false)}>
          <p className="mb-5 text-ink-soft">{question}</p>
          <ProblemNote problem={problem} />
          <div className="mt-4 flex flex-wrap justify-end gap-3">
            <button type="button" className="button button-quiet" onClick={() => setIsAsking(false)}>
              Keep it
            </button>
            <button
              type="button"
              className="button button-danger"
              disabled={isBusy}
              onClick={() => void confirm()}
            >
              {word}
            </button>
          </div>
        </Modal>
      ) : null}
    </>
  )
}

export interface ConfirmButtonProps {
  word: string
  /** What is lost, in one sentence. */
  question: string
  Icon: LucideIcon
  onConfirm: () => Promise<void>
}
