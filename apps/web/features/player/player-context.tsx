'use client'

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { useApi } from '../api/api-context.tsx'
import { createFeelingStore, type FeelingStore } from './feelings.ts'
import { createJudgementQueue, type JudgementQueue } from './judgement-queue.ts'
import { createPlayerStore, type PlayerStore } from './player-store.ts'
import type { PlayerView } from './player-view.ts'

interface Playing {
  store: PlayerStore
  feelings: FeelingStore
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
    return { store, judgements, feelings: createFeelingStore({ send: api.feel }) }
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

/** The player to steer, without being drawn again when it changes. */
export function usePlayerStore(): PlayerStore {
  return usePlaying().store
}

/** One part of the player's view; who uses it is drawn again only when that part is another. */
export function usePlayerPart<T>(part: (view: PlayerView) => T): T {
  const { store } = usePlaying()
  const read = () => part(store.view())
  return useSyncExternalStore(store.subscribe, read, read)
}

export function useFeelingStore(): FeelingStore {
  return usePlaying().feelings
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
