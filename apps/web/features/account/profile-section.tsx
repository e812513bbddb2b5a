'use client'

import { Check, UserRound } from 'lucide-react'
import { useState } from 'react'
import type { User } from '@mooddj/shared/account'
import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { AccountSection } from './account-section.tsx'
import { TextField } from './text-field.tsx'
import { useFormCall } from './use-form-call.ts'

/** The name that somebody goes by here. */
export function ProfileSection({ user }: { user: User }) {
  const t = useTranslations('account')
  const { api } = useApi()
  const [isSaved, setIsSaved] = useState(false)
  const { isBusy, problem, field, form } = useFormCall(async (value) => {
    await api.rename(value('displayName'))
    setIsSaved(true)
  })
  return (
    <AccountSection id="profile" title={t('profile')} note={t('profileNote')} Icon={UserRound}>
      <form className="flex flex-wrap items-end gap-3" onChange={() => setIsSaved(false)} {...form}>
        <div className="min-w-0 flex-1 basis-56">
          <TextField
            label={t('name')}
            autoComplete="nickname"
            maxLength={60}
            defaultValue={user.displayName}
            {...field('displayName')}
          />
        </div>
        <button type="submit" className="button button-quiet min-h-12" disabled={isBusy}>
          {isSaved ? <Check aria-hidden size={18} /> : null}
          <span aria-live="polite">{isSaved ? t('saved') : t('save')}</span>
        </button>
      </form>
      <div className="*:not-empty:mt-3">
        <ProblemNote problem={problem} />
      </div>
    </AccountSection>
  )
}
