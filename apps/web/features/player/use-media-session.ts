'use client'

import { useEffect } from 'react'
import type { PlayerStore, PlayerView } from './player-store.ts'

/** Tells the device what plays, and lets its own keys and lock screen steer it. */
export function useMediaSession(store: PlayerStore, { queue, index, status }: PlayerView): void {
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
    const handlers: readonly [MediaSessionAction, () => void][] = [
      ['play', () => void store.play()],
      ['pause', () => void store.pause()],
      ['nexttrack', () => void store.next()],
      ['previoustrack', () => void store.previous()],
    ]
    for (const [action, handler] of handlers) navigator.mediaSession.setActionHandler(action, handler)
    return () => {
      for (const [action] of handlers) navigator.mediaSession.setActionHandler(action, null)
    }
  }, [store])
}
