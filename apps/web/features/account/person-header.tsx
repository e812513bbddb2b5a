'use client'

import { LogOut, UserRound } from 'lucide-react'
import { useState } from 'react'
import type { User } from '@mooddj/shared/account'
import type { Problem } from '@mooddj/shared/problem'
import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { usePlayer } from '../player/player-context.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'

/** Who is here, and the way out. */
export function PersonHeader({ user }: { user: User }) {
  const t = useTranslations('account')
  const { api } = useApi()
  const { store } = usePlayer()
  const [problem, setProblem] = useState<Problem | null>(null)
  const logOut = async () => {
    try {
      await api.logOut()
      await store.unload()
    } catch (error) {
      setProblem(toProblem(error))
    }
  }
  const [initial] = user.guest ? [] : new Intl.Segmenter().segment(user.displayName)
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-4">
        <span
          aria-hidden
          className="glow grid size-16 shrink-0 place-items-center rounded-full bg-mood/20 font-display text-3xl font-semibold text-ink sm:size-20"
        >
          {initial ? initial.segment.toLocaleUpperCase() : <UserRound size={32} />}
        </span>
        <div className="min-w-0 flex-1 basis-44">
          <p className="truncate font-display text-2xl font-semibold sm:text-3xl">
            {user.guest ? t('guest') : <bdi>{user.displayName}</bdi>}
          </p>
          <p className="wrap-anywhere text-ink-soft">
            {user.guest ? t('guestNote') : <bdi dir="ltr">{user.email}</bdi>}
          </p>
        </div>
        {user.guest ? null : (
          <button type="button" className="button button-quiet" onClick={() => void logOut()}>
            <LogOut aria-hidden size={18} className="rtl:-scale-x-100" /> {t('logOut')}
          </button>
        )}
      </div>
      <ProblemNote problem={problem} />
    </div>
  )
}
