'use client'

import { Music } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { SpotifyLink } from '@mooddj/shared/spotify'
import { useTranslations } from 'use-intl'
import type { Kept } from '../api/use-kept.ts'
import { useDates } from '../language/use-dates.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { AccountSection } from './account-section.tsx'
import { AgainButton } from '../ui/again-button.tsx'
import { SectionWaiting } from './section-waiting.tsx'
import { linkState } from './spotify-state.ts'
import { SpotifyWays } from './spotify-ways.tsx'
import { useSpotifyOutcome } from './use-spotify-outcome.ts'

/** Whether Spotify is linked, and both ways to change that. */
export function SpotifySection({ link: kept }: { link: Kept<SpotifyLink> }) {
  const t = useTranslations('account.spotify')
  const { longDay } = useDates()
  const outcome = useSpotifyOutcome()
  const { value: link, problem, refresh } = kept
  const section = useRef<HTMLElement>(null)
  const isThere = link !== null
  useEffect(() => {
    if (outcome !== null && isThere) section.current?.scrollIntoView({ block: 'center' })
  }, [outcome, isThere])
  const state = link && linkState(link, new Date())
  const days = { since: dayOf(link?.linkedAt), until: dayOf(link?.endsAt) }
  function dayOf(time: string | null | undefined) {
    return time ? longDay(time) : ''
  }
  return (
    <AccountSection ref={section} id="spotify" title="Spotify" note={t('note')} Icon={Music}>
      <div className="space-y-3">
        <p role="status" className="font-medium empty:hidden">
          {outcome ? t(`outcomes.${outcome}`) : ''}
        </p>
        {!link && !problem ? <SectionWaiting /> : null}
        {link?.isMadeUp ? <p className="text-sm text-warn">{t('madeUp')}</p> : null}
        {state ? <p className="text-ink-soft">{t(state, days)}</p> : null}
        {link ? <SpotifyWays link={link} attempt={refresh} /> : null}
        <ProblemNote problem={problem}>
          <AgainButton onAgain={refresh} />
        </ProblemNote>
      </div>
    </AccountSection>
  )
}
