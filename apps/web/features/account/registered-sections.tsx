'use client'

import { useEffect } from 'react'
import type { User } from '@mooddj/shared/account'
import { useApi } from '../api/api-context.tsx'
import { useKept } from '../api/use-kept.ts'
import { PasswordSection } from './password-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { RecoverySection } from './recovery-section.tsx'
import { SignInsSection } from './sign-ins-section.tsx'

/** What a full account has and a guest has not: a name, a password, ways back in, and places where it is signed in. */
export function RegisteredSections({ user, codes, onCodes }: RegisteredSectionsProps) {
  const { api } = useApi()
  const signIns = useKept(api.signIns)
  const recovery = useKept(api.recoveryState)
  const { refresh } = recovery
  useEffect(() => {
    if (codes) void refresh()
  }, [codes, refresh])
  return (
    <>
      <ProfileSection user={user} />
      <PasswordSection user={user} onChanged={() => void signIns.refresh()} />
      <RecoverySection recovery={recovery} onCodes={onCodes} />
      <SignInsSection signIns={signIns} />
    </>
  )
}

export interface RegisteredSectionsProps {
  user: User
  /** Recovery codes shown right now: how many are left has changed. */
  codes: readonly string[] | null
  onCodes: (codes: readonly string[]) => void
}
