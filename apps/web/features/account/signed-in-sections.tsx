'use client'

import {
  Database,
  KeyRound,
  LifeBuoy,
  MonitorSmartphone,
  Music,
  ShieldCheck,
  SunMoon,
  UserRound,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { User } from '@mooddj/shared/account'
import { useTranslations } from 'use-intl'
import { ConsentsSection } from './consents-section.tsx'
import { DataSection } from './data-section.tsx'
import { LooksSection } from './looks-section.tsx'
import { PersonHeader } from './person-header.tsx'
import { RegisteredSections } from './registered-sections.tsx'
import { SectionIndex } from './section-index.tsx'
import { SpotifySection } from './spotify-section.tsx'
import { useSpotifyLink } from './use-spotify-link.ts'

/** Everything that somebody signed in can decide; of a guest, only what a guest has. */
export function SignedInSections({ user, entry, codes, onCodes }: SignedInSectionsProps) {
  const t = useTranslations('account')
  const spotify = useSpotifyLink()
  const hasSpotify = spotify.value?.state !== 'not-configured'
  const places = [
    ...(user.guest
      ? []
      : [
          { id: 'profile', word: t('profile'), Icon: UserRound },
          { id: 'password', word: t('password'), Icon: KeyRound },
          { id: 'recovery', word: t('recovery'), Icon: LifeBuoy },
          { id: 'sign-ins', word: t('signIns'), Icon: MonitorSmartphone },
        ]),
    { id: 'consents', word: t('consents'), Icon: ShieldCheck },
    ...(hasSpotify ? [{ id: 'spotify', word: 'Spotify', Icon: Music }] : []),
    { id: 'looks', word: t('looks'), Icon: SunMoon },
    { id: 'data', word: t('data.title'), Icon: Database },
  ]
  return (
    <>
      <PersonHeader user={user} />
      {entry}
      <div className="grid grid-cols-1 gap-6 desk:grid-cols-[15rem_minmax(0,1fr)] desk:items-start desk:gap-8">
        <SectionIndex places={places} />
        <div className="space-y-5">
          {user.guest ? null : <RegisteredSections user={user} codes={codes} onCodes={onCodes} />}
          <ConsentsSection />
          {hasSpotify ? <SpotifySection link={spotify} /> : null}
          <LooksSection />
          <DataSection />
        </div>
      </div>
    </>
  )
}

export interface SignedInSectionsProps {
  user: User
  /** The way to an account, for a guest. */
  entry: ReactNode
  /** Those shown right now. */
  codes: readonly string[] | null
  /** Recovery codes that are to be shown this once. */
  onCodes: (codes: readonly string[]) => void
}
