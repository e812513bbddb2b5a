'use client'

import { LifeBuoy } from 'lucide-react'
import { useState } from 'react'
import type { RecoveryState } from '@mooddj/shared/account'
import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import type { Kept } from '../api/use-kept.ts'
import { useDates } from '../language/use-dates.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { AccountSection } from './account-section.tsx'
import { AgainButton } from '../ui/again-button.tsx'
import { SectionWaiting } from './section-waiting.tsx'
import { TextField } from './text-field.tsx'
import { useFormCall } from './use-form-call.ts'

/** How many ways back in are left, and new ones for the password. */
export function RecoverySection({ recovery, onCodes }: RecoverySectionProps) {
  const t = useTranslations('account')
  const { day } = useDates()
  const [isAsking, setIsAsking] = useState(false)
  const { value: state, problem } = recovery
  return (
    <AccountSection id="recovery" title={t('recovery')} note={t('recoveryNote')} Icon={LifeBuoy}>
      {state ? (
        <p className={`mb-4 ${state.left === 0 ? 'text-warn' : ''}`}>
          {state.createdAt === null
            ? t('noCodes')
            : t('codesLeft', { left: state.left, day: day(state.createdAt) })}
        </p>
      ) : null}
      {!state && !problem ? <SectionWaiting /> : null}
      <ProblemNote problem={problem}>
        <AgainButton onAgain={recovery.refresh} />
      </ProblemNote>
      {isAsking ? (
        <AskForm
          onCancel={() => setIsAsking(false)}
          onCodes={(codes) => {
            setIsAsking(false)
            onCodes(codes)
          }}
        />
      ) : (
        <button type="button" className="button button-quiet" onClick={() => setIsAsking(true)}>
          {t('newCodes')}
        </button>
      )}
    </AccountSection>
  )
}

export interface RecoverySectionProps {
  recovery: Kept<RecoveryState>
  /** The codes, to be shown this once. */
  onCodes: (codes: readonly string[]) => void
}

function AskForm({
  onCancel,
  onCodes,
}: {
  onCancel: () => void
  onCodes: (codes: readonly string[]) => void
}) {
  const t = useTranslations('account')
  const { api } = useApi()
  const { isBusy, problem, field, form } = useFormCall(async (value) =>
    onCodes(await api.renewRecoveryCodes(value('currentPassword'))),
  )
  return (
    <form className="max-w-md space-y-4" {...form}>
      <TextField
        label={t('currentPassword')}
        type="password"
        autoComplete="current-password"
        hint={t('newCodesHint')}
        {...field('currentPassword')}
      />
      <ProblemNote problem={problem} />
      {isBusy ? <Working>{t('makingCodes')}</Working> : null}
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button button-primary" disabled={isBusy}>
          {t('newCodes')}
        </button>
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}
