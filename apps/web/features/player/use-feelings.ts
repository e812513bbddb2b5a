'use client'

import { useSyncExternalStore } from 'react'
import type { Affect } from '@mooddj/shared/affect'
import type { Feelings, FeelingTime, Playlist } from '@mooddj/shared/playlist'
import { questionNow } from './feelings.ts'
import { useFeelingStore, usePlayerPart } from './player-context.tsx'

/** How the listener feels about a playlist of theirs: what was said, and what to ask now. */
export function useFeelings(playlist: Playlist): FeelingTalk {
  const store = useFeelingStore()
  const told = useSyncExternalStore(
    store.subscribe,
    () => store.told(playlist.id),
    () => store.told(playlist.id),
  )
  const hasBegun = usePlayerPart((view) => view.hasBegun)
  const hasEnded = usePlayerPart((view) => view.status === 'ended')
  const heard = usePlayerPart((view) => view.heard)
  const feelings: Feelings = { ...playlist.feelings, ...told.said }
  const { passed, failed } = told
  return {
    feelings,
    failed,
    question: questionNow({ feelings, passed, hasBegun, hasEnded, heard }),
    tell: (when, at) => void store.tell(playlist.id, when, at),
    pass: (when) => store.pass(playlist.id, when),
  }
}

export interface FeelingTalk {
  feelings: Feelings
  question: FeelingTime | null
  failed: FeelingTime | null
  tell: (when: FeelingTime, at: Affect) => void
  pass: (when: FeelingTime) => void
}
