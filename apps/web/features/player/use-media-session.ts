'use client'

import { useEffect } from 'react'
import type { PlayerStore, PlayerView } from './player-store.ts'

/** Tells the device what plays, and lets its own keys and lock screen steer it. */
export function useMediaSession(store: PlayerStore, view: PlayerView): void {
  const { queue, index, status } = view
  const track = queue?.tracks[index]
  const album = queue?.title
  useEffect(() => {
    if (!('mediaSession' in navigator) || !track) return
    navigator.mediaSession.metadata = new MediaMetadata({
      title: track.title,
      artist: track.artist,
      album: album ?? '',
    })
  }, [track, album])
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.playbackState =
      status === 'playing' ? 'playing' : status === 'idle' ? 'none' : 'paused'
  }, [status])
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    const { positionMs, durationMs } = store.position()
    if (durationMs === 0) return
    navigator.mediaSession.setPositionState({
      duration: durationMs / 1000,
      position: Math.min(positionMs, durationMs) / 1000,
    })
    // Whatever changes the view, a seek included, may have moved the position; between changes the device counts on by itself.
  }, [store, view])
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    const handlers: readonly [MediaSessionAction, MediaSessionActionHandler][] = [
      ['play', () => void store.play()],
      ['pause', () => void store.pause()],
      ['nexttrack', () => void store.next()],
      ['previoustrack', () => void store.previous()],
      ['seekto', ({ seekTime }) => void store.seek(1000 * (seekTime ?? 0))],
    ]
    for (const [action, handler] of handlers) navigator.mediaSession.setActionHandler(action, handler)
    return () => {
      for (const [action] of handlers) navigator.mediaSession.setActionHandler(action, null)
    }
  }, [store])
}
