'use client'

import { useEffect } from 'react'
import { usePlayerPart } from './player-context.tsx'
import type { PlayerStore } from './player-store.ts'
import { createSilence } from './silence.ts'

/** How far a press of a device's "seek" keys goes. */
const SEEK_MS = 10_000

/** Tells the device what plays, and lets its own keys and lock screen steer it. Its "next" is the next track, and no judgement on this one. */
export function useMediaSession(store: PlayerStore): void {
  const queue = usePlayerPart((view) => view.queue)
  const index = usePlayerPart((view) => view.index)
  const status = usePlayerPart((view) => view.status)
  const track = queue?.tracks[index]
  const album = queue?.title
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.metadata = track
      ? new MediaMetadata({ title: track.title, artist: track.artist, album: album ?? '' })
      : null
  }, [track, album])
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.playbackState =
      status === 'playing' ? 'playing' : status === 'idle' ? 'none' : 'paused'
  }, [status])
  useEffect(() => {
    const silence = createSilence({ onTaken: () => void store.pause() })
    let isHeld = false
    const follow = () => {
      tellPosition(store)
      const isWanted = store.view().status === 'playing'
      if (isWanted === isHeld) return
      isHeld = isWanted
      if (isWanted) silence.hold()
      else silence.rest()
    }
    // Whatever changes the view, a seek included, may have moved the position; between changes the device counts on by itself.
    const leave = store.subscribe(follow)
    return () => {
      leave()
      silence.close()
    }
  }, [store])
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    const seekBy = (ms: number) => void store.seek(store.position().positionMs + ms)
    const handlers: readonly [MediaSessionAction, MediaSessionActionHandler][] = [
      ['play', () => void store.play()],
      ['pause', () => void store.pause()],
      ['stop', () => void store.pause()],
      ['nexttrack', () => void store.next()],
      ['previoustrack', () => void store.previous()],
      ['seekforward', ({ seekOffset }) => seekBy(seekOffset ? 1000 * seekOffset : SEEK_MS)],
      ['seekbackward', ({ seekOffset }) => seekBy(-(seekOffset ? 1000 * seekOffset : SEEK_MS))],
      ['seekto', ({ seekTime }) => void store.seek(1000 * (seekTime ?? 0))],
    ]
    for (const [action, handler] of handlers) navigator.mediaSession.setActionHandler(action, handler)
    return () => {
      for (const [action] of handlers) navigator.mediaSession.setActionHandler(action, null)
    }
  }, [store])
}

function tellPosition(store: PlayerStore): void {
  if (!('mediaSession' in navigator)) return
  const { positionMs, durationMs } = store.position()
  if (durationMs === 0) return
  navigator.mediaSession.setPositionState({
    duration: durationMs / 1000,
    position: Math.min(positionMs, durationMs) / 1000,
  })
}
