'use client'

import { SunMoon } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { LooksChoices } from '../shell/looks-choices.tsx'
import { AccountSection } from './account-section.tsx'

/** How the page looks and which language it speaks; kept in this browser, so that it needs no account. */
export function LooksSection() {
  const t = useTranslations('account')
  return (
    <AccountSection id="looks" title={t('looks')} note={t('looksNote')} Icon={SunMoon}>
      <LooksChoices />
    </AccountSection>
  )
}
