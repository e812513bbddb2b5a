'use client'

import { Database, Download, Eraser, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { usePlayer } from '../player/player-context.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import { saveFile } from '../ui/save-file.ts'
import { Working } from '../ui/working.tsx'
import { AccountSection } from './account-section.tsx'

/** Take everything along, or have it erased. */
export function DataSection() {
  const t = useTranslations('account.data')
  const { api } = useApi()
  const { store } = usePlayer()
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const download = async () => {
    setIsBusy(true)
    setProblem(null)
    try {
      saveFile(await api.exportAll(), 'mood-dj-export.json')
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setIsBusy(false)
    }
  }
  const erase = async () => {
    await api.deleteAccount()
    await store.unload()
  }
  return (
    <AccountSection id="data" title={t('title')} note={t('note')} Icon={Database}>
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          className="button button-quiet"
          disabled={isBusy}
          onClick={() => void download()}
        >
          <Download aria-hidden size={18} /> {t('export')}
        </button>
        <ConfirmButton
          word={t('forget')}
          question={t('forgetQuestion')}
          Icon={Eraser}
          onConfirm={api.forgetTaste}
        />
      </div>
      {isBusy ? <Working>{t('gathering')}</Working> : null}
      <div className="*:not-empty:mt-3">
        <ProblemNote problem={problem} />
      </div>
      <div className="mt-5 border-t border-line pt-5">
        <ConfirmButton
          look="danger"
          word={t('delete')}
          question={t('deleteQuestion')}
          Icon={Trash2}
          onConfirm={erase}
        />
      </div>
    </AccountSection>
  )
}
