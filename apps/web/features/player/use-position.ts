'use client'

import { useEffect, useState } from 'react'
import type { PlayerStore } from './player-store.ts'

/**
 * Where the playing track is, looked at four times a second while `moving`. It is told in whole steps of `stepMs`, so that who shows seconds is drawn
 * once a second.
 */
export function usePosition(store: PlayerStore, { moving, trackKey, stepMs }: PositionOptions): Position {
  const [position, setPosition] = useState(() => readPosition(store, stepMs))
  useEffect(() => {
    const read = () => setPosition((before) => readPosition(store, stepMs, before))
    read()
    if (!moving) return
    const timer = setInterval(read, 250)
    return () => clearInterval(timer)
  }, [store, moving, trackKey, stepMs])
  return { ...position, refresh: () => setPosition(readPosition(store, stepMs)) }
}

export interface PositionOptions {
  moving: boolean
  /** Another one is another track. */
  trackKey: string
  stepMs: number
}

interface Place {
  positionMs: number
  durationMs: number
}

export interface Position extends Place {
  /** Looks at once, as after a seek. */
  refresh: () => void
}

/** The very same object as before where nothing has changed. */
function readPosition(store: PlayerStore, stepMs: number, before?: Place): Place {
  const { positionMs, durationMs } = store.position()
  const stepped = Math.floor(positionMs / stepMs) * stepMs
  if (before?.positionMs === stepped && before.durationMs === durationMs) return before
  return { positionMs: stepped, durationMs }
}
