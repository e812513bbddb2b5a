'use client'

import type { LucideIcon } from 'lucide-react'
import { AlertDialog } from 'radix-ui'
import { useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { useTranslations } from 'use-intl'
import { toProblem } from '../api/api-problem.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import './style-nonce.ts'

/** A button for something that cannot be undone: it asks once more, in a dialog of the same name. */
export function ConfirmButton({ word, question, Icon, onConfirm, look = 'quiet' }: ConfirmButtonProps) {
  const t = useTranslations('shell')
  const [isOpen, setIsOpen] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const confirm = async () => {
    setIsBusy(true)
    setProblem(null)
    try {
      await onConfirm()
      setIsOpen(false)
    } catch (error) {
      setProblem(toProblem(error))
    }
    setIsBusy(false)
  }
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={setIsOpen}>
      {look === 'icon' ? (
        <AlertDialog.Trigger className="icon-button" aria-label={word} title={word}>
          <Icon aria-hidden size={20} />
        </AlertDialog.Trigger>
      ) : (
        <AlertDialog.Trigger className={`button ${look === 'danger' ? 'button-danger' : 'button-quiet'}`}>
          <Icon aria-hidden size={18} /> {word}
        </AlertDialog.Trigger>
      )}
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="scrim" />
        <AlertDialog.Content className="glass-deep rise fixed inset-x-4 top-1/2 z-50 mx-auto max-w-md -translate-y-1/2 rounded-glass p-6 text-ink">
          <AlertDialog.Title className="mb-3 text-2xl">{t('sure', { action: word })}</AlertDialog.Title>
          <AlertDialog.Description className="mb-5 text-ink-soft">{question}</AlertDialog.Description>
          <ProblemNote problem={problem} />
          <div className="mt-4 flex flex-wrap justify-end gap-3">
            <AlertDialog.Cancel className="button button-quiet">{t('keep')}</AlertDialog.Cancel>
            <button
              type="button"
              className="button button-danger"
              disabled={isBusy}
              onClick={() => void confirm()}
            >
              {word}
            </button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

export interface ConfirmButtonProps {
  word: string
  /** What is lost, in one sentence. */
  question: string
  Icon: LucideIcon
  onConfirm: () => Promise<void>
  /** `icon` where there is no room for the word: it is spoken, and shown as a tip. */
  look?: 'quiet' | 'danger' | 'icon'
}
