'use client'

import { LogOut, UserRound } from 'lucide-react'
import { useState } from 'react'
import type { User } from '@mooddj/shared/account'
import type { Problem } from '@mooddj/shared/problem'
import { useApi } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { usePlayer } from '../player/player-context.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'

export function Profile({ user }: { user: User }) {
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
  return (
    <section aria-label="Profile" className="glass p-5">
      <div className="flex flex-wrap items-center gap-4">
        <span aria-hidden className="grid size-14 place-items-center rounded-full bg-mood/20 text-mood">
          <UserRound size={28} />
        </span>
        <div className="min-w-0 flex-1 basis-44">
          <p className="truncate text-xl font-medium">{user.guest ? 'Guest' : user.displayName}</p>
          <p className="text-sm break-words text-ink-soft">
            {user.guest ? 'Everything works. Register to keep it beyond this browser.' : user.email}
          </p>
        </div>
        {user.guest ? null : (
          <button type="button" className="button button-quiet" onClick={() => void logOut()}>
            <LogOut aria-hidden size={18} /> Log out
          </button>
        )}
      </div>
      <ProblemNote problem={problem} />
    </section>
  )
}
