'use client'

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { useApi } from '../api/api-context.tsx'
import { createJudgementQueue, type JudgementQueue } from './judgement-queue.ts'
import { createPlayerStore, type PlayerStore, type PlayerView } from './player-store.ts'

interface Playing {
  store: PlayerStore
  /** Null while the page is rendered on the server, which has no storage. */
  judgements: JudgementQueue | null
}

const PlayerContext = createContext<Playing | null>(null)

/** One player for all views below, so that music goes on from one to the next and ends when they are left. */
export function PlayerProvider({ children }: { children: ReactNode }) {
  const { api } = useApi()
  const [playing] = useState((): Playing => {
    const judgements =
      'document' in globalThis ? createJudgementQueue({ send: api.judge, storage: sessionStorage }) : null
    const store = createPlayerStore({
      openPlayer: async () => (await import('@mooddj/engine/player')).createPlayer(),
      judge: (judgement) => judgements?.add(judgement),
    })
    return { store, judgements }
  })
  const { store, judgements } = playing
  useEffect(
    () => () => {
      judgements?.close()
      void store.close()
    },
    [store, judgements],
  )
  return <PlayerContext value={playing}>{children}</PlayerContext>
}

export function usePlayer(): { store: PlayerStore; view: PlayerView } {
  const { store } = usePlaying()
  return { store, view: useSyncExternalStore(store.subscribe, store.view, store.view) }
}

/** Tries waiting judgements again whenever there is a reason to hope. */
export function useJudgementFlush(signedIn: boolean): void {
  const { judgements } = usePlaying()
  useEffect(() => {
    if (!judgements || !signedIn) return
    judgements.flush()
    const flush = () => judgements.flush()
    addEventListener('online', flush)
    return () => removeEventListener('online', flush)
  }, [judgements, signedIn])
}

function usePlaying(): Playing {
  const playing = useContext(PlayerContext)
  if (!playing) throw new Error('usePlayer needs a PlayerProvider above it')
  return playing
}
