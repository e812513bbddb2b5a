'use client'

import { useEffect, useMemo, useRef } from 'react'
import type { Track } from '@mooddj/shared/playlist'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { usePlayerPart, usePlayerStore } from './player-context.tsx'
import { energyCurve, reachOf } from './wave-levels.ts'
import { startWave, type WaveLoop, type WaveLook } from './wave-loop.ts'
import { createWavePainter } from './wave-painter.ts'

/**
 * The sound as a wave in the colours of the path, the track's own in front: it follows the spectrum and the beat, and reaches the farther the more excited the track is. At rest
 * it is the playlist's curve of energy; where motion is not wanted it always is.
 */
export function Waves({ tracks, track, className }: WavesProps) {
  const store = usePlayerStore()
  const isPlaying = usePlayerPart((view) => view.status === 'playing')
  const canvas = useRef<HTMLCanvasElement>(null)
  const loop = useRef<WaveLoop>(null)
  const curve = useMemo(() => energyCurve(tracks), [tracks])
  const look = useMemo(
    (): WaveLook => ({ isPlaying, reach: reachOf(track), curve, path: tracks }),
    [isPlaying, track, curve, tracks],
  )
  const newest = useRef(look)
  useEffect(() => {
    newest.current = look
    loop.current?.show(look)
  }, [look])
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!canvas.current || !context) return
    const painter = createWavePainter(canvas.current, context)
    const moves = !matchMedia('(prefers-reduced-motion: reduce)').matches
    const started = startWave({ painter, store, moves, look: newest.current })
    loop.current = started
    return () => {
      loop.current = null
      started.end()
    }
  }, [store])
  return (
    <canvas
      ref={canvas}
      aria-hidden
      className={`transition-colors duration-500 ${className}`}
      style={{ color: colourOfAffect(track) }}
    />
  )
}

export interface WavesProps {
  tracks: readonly Track[]
  /** The one that plays. */
  track: Track
  className: string
}
