'use client'

import { useEffect, useState } from 'react'
import type { PlayerStore } from './player-store.ts'

/** Where the playing track is, refreshed four times a second while `moving`. */
export function usePosition(store: PlayerStore, moving: boolean, trackKey: string) {
  const [position, setPosition] = useState(store.position)
  useEffect(() => {
    const read = () => setPosition(store.position())
    read()
    if (!moving) return
    const timer = setInterval(read, 250)
    return () => clearInterval(timer)
  }, [store, moving, trackKey])
  return { ...position, refresh: () => setPosition(store.position()) }
}
