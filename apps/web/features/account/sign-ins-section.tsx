'use client'

import { CircleX, MonitorSmartphone } from 'lucide-react'
import type { SignInEntry } from '@mooddj/shared/account'
import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import type { Kept } from '../api/use-kept.ts'
import { useDates } from '../language/use-dates.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import { AccountSection } from './account-section.tsx'
import { AgainButton } from '../ui/again-button.tsx'
import { SectionWaiting } from './section-waiting.tsx'

/** Where the account is signed in, and how to end that from here. */
export function SignInsSection({ signIns }: { signIns: Kept<readonly SignInEntry[]> }) {
  const t = useTranslations('account')
  const { api } = useApi()
  const { value, problem, refresh } = signIns
  const others = value?.filter(({ isCurrent }) => !isCurrent) ?? []
  const sorted = [...(value?.filter(({ isCurrent }) => isCurrent) ?? []), ...others]
  // In two steps: what could not be ended is told in the dialog, what could not be read in the section.
  const end = async (work: () => Promise<void>) => {
    await work()
    await refresh()
  }
  return (
    <AccountSection id="sign-ins" title={t('signIns')} note={t('signInsNote')} Icon={MonitorSmartphone}>
      {!value && !problem ? <SectionWaiting /> : null}
      <ul className="divide-y divide-line">
        {sorted.map((entry) => (
          <SignInRow key={entry.id} entry={entry} onEnd={() => end(() => api.endSignIn(entry.id))} />
        ))}
      </ul>
      <ProblemNote problem={problem}>
        <AgainButton onAgain={refresh} />
      </ProblemNote>
      {others.length > 1 ? (
        <div className="mt-4">
          <ConfirmButton
            word={t('endOthers')}
            question={t('endOthersQuestion')}
            Icon={CircleX}
            onConfirm={() => end(api.endOtherSignIns)}
          />
        </div>
      ) : null}
    </AccountSection>
  )
}

function SignInRow({ entry, onEnd }: { entry: SignInEntry; onEnd: () => Promise<void> }) {
  const t = useTranslations('account')
  const { longDay, distance } = useDates()
  return (
    <li className="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <span
        aria-hidden
        className={`size-2.5 shrink-0 rounded-full ${entry.isCurrent ? 'bg-good' : 'bg-line-strong'}`}
      />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium">
          {entry.isCurrent ? t('thisBrowser') : t('signedInOn', { day: longDay(entry.createdAt) })}
        </p>
        <p className="text-sm text-ink-soft">
          {entry.isCurrent
            ? t('signedInOn', { day: longDay(entry.createdAt) })
            : t('lastUsed', { when: distance(entry.lastUsedAt) })}
        </p>
      </div>
      {entry.isCurrent ? null : (
        <ConfirmButton word={t('end')} question={t('endQuestion')} Icon={CircleX} onConfirm={onEnd} />
      )}
    </li>
  )
}
