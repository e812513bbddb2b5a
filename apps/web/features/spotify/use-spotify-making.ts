'use client'

import { useEffect, useState } from 'react'
import type { Playlist } from '@mooddj/shared/playlist'
import { useApi } from '../api/api-context.tsx'
import { queueOf } from '../player/own-queue.ts'
import { usePlayerStore } from '../player/player-context.tsx'

const ASK_MS = 5_000
/** Two minutes; after that whoever waits may as well look again later. */
const LIMIT = 24

/** Whether a playlist is on its way into the listener's Spotify: there is nothing to open yet. */
export function isBeingMade({ spotify }: Pick<Playlist, 'spotify'>): boolean {
  return spotify?.state === 'planned' || spotify?.state === 'created'
}

/**
 * Asks after a playlist until it is whole in Spotify, or the built-in music has taken its place, and gives the player what is new. True once it has
 * stopped asking.
 */
export function useSpotifyMaking(playlist: Playlist): boolean {
  const { api } = useApi()
  const store = usePlayerStore()
  const [asked, setAsked] = useState(0)
  const { id } = playlist
  const isWaiting = isBeingMade(playlist) && asked < LIMIT
  useEffect(() => {
    if (!isWaiting) return
    let isGone = false
    const ask = async () => {
      // An answer that did not come is asked for again.
      const newer = await api.playlist(id).catch(() => null)
      if (isGone) return
      if (newer && store.view().queue?.own?.id === id) await store.load(queueOf(newer))
      setAsked((times) => times + 1)
    }
    const timer = setTimeout(() => void ask(), ASK_MS)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [api, store, id, isWaiting, asked])
  return asked >= LIMIT
}
