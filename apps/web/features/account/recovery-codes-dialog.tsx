'use client'

import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { saveFile } from '../ui/save-file.ts'
import { Dialog } from '../ui/dialog.tsx'

/** Recovery codes, shown this once. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useTranslations('account')
  const [isCopied, setIsCopied] = useState(false)
  const text = codes.join('\n')
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setIsCopied(true)
  }
  const save = () => saveFile(new Blob([`Mood DJ\n\n${text}\n`], { type: 'text/plain' }), 'mood-dj-codes.txt')
  return (
    <Dialog title={t('codesTitle')} onClose={onClose}>
      <p className="text-ink-soft">{t('codesNote')}</p>
      <ol dir="ltr" className="my-4 grid grid-cols-1 gap-1.5 sm:my-5 sm:grid-cols-2 sm:gap-2">
        {codes.map((code) => (
          <li
            key={code}
            className="figures rounded-xl border border-line bg-fill px-3 py-1 text-center sm:py-2 tracking-wide select-all"
          >
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button button-quiet" onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden size={18} /> : <Copy aria-hidden size={18} />}
          <span aria-live="polite">{isCopied ? t('copied') : t('copyCodes')}</span>
        </button>
        <button type="button" className="button button-quiet" onClick={save}>
          <Download aria-hidden size={18} /> {t('saveCodes')}
        </button>
        <button type="button" className="button button-primary w-full sm:ms-auto sm:w-auto" onClick={onClose}>
          {t('codesKept')}
        </button>
      </div>
    </Dialog>
  )
}
