'use client'

import { ShieldCheck } from 'lucide-react'
import { useCallback } from 'react'
import { CONSENT_PURPOSES, type Consent } from '@mooddj/shared/account'
import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import { useKept } from '../api/use-kept.ts'
import { useDates } from '../language/use-dates.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { AccountSection } from './account-section.tsx'
import { AgainButton } from '../ui/again-button.tsx'
import { SectionWaiting } from './section-waiting.tsx'

/** What was agreed to, each for itself, with the way back. */
export function ConsentsSection() {
  const t = useTranslations('account')
  const { api } = useApi()
  const read = useCallback(() => Promise.all(CONSENT_PURPOSES.map((purpose) => api.consent(purpose))), [api])
  const { value, problem, refresh } = useKept(read)
  return (
    <AccountSection id="consents" title={t('consents')} note={t('consentsNote')} Icon={ShieldCheck}>
      {!value && !problem ? <SectionWaiting rows={2} /> : null}
      <ul className="divide-y divide-line">
        {value?.map((consent) => (
          <ConsentRow
            key={consent.purpose}
            consent={consent}
            onWithdraw={() => refresh(() => api.decideConsent(false, consent.purpose))}
          />
        ))}
      </ul>
      <ProblemNote problem={problem}>
        <AgainButton onAgain={refresh} />
      </ProblemNote>
    </AccountSection>
  )
}

function ConsentRow({ consent, onWithdraw }: { consent: Consent; onWithdraw: () => Promise<void> }) {
  const t = useTranslations('account.consent')
  const { longDay } = useDates()
  const { purpose, granted, version, decidedAt } = consent
  const decided =
    version === null || decidedAt === null
      ? t('undecided')
      : granted
        ? t('granted', { day: longDay(decidedAt), version })
        : t('refused', { day: longDay(decidedAt) })
  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="flex-1 basis-40 text-base font-medium">{t(`${purpose}.title`)}</h3>
        <span
          className={`rounded-full border px-3 py-0.5 text-sm ${granted ? 'border-good/50 text-good' : 'border-line text-ink-soft'}`}
        >
          {granted ? t('on') : t('off')}
        </span>
      </div>
      <p className="mt-1 text-sm text-ink-soft">
        {decided} {granted ? t('ends') : t(`${purpose}.asked`)}
      </p>
      {granted ? (
        <button
          type="button"
          className="button button-danger mt-3"
          aria-label={t('withdrawOf', { purpose: t(`${purpose}.title`) })}
          onClick={() => void onWithdraw()}
        >
          {t('withdraw')}
        </button>
      ) : null}
    </li>
  )
}
