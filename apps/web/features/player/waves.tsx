'use client'

import { useEffect, useRef } from 'react'
import { usePlayer } from './player-context.tsx'
import type { PlayerStore } from './player-store.ts'

const BARS = 56
const FRAME_MS = 33
/** At rest the picture only has to follow the mood's colour. */
const RESTING_MS = 500
/** The lowest bins hold no note, and the highest hardly any. */
const LOWEST_BIN = 3
const HEARD_SHARE = 0.6

/** The sound as mirrored bars in the mood's light; still when nothing plays or motion is not wanted. */
export function Waves({ className }: { className: string }) {
  const { store, view } = usePlayer()
  const canvas = useRef<HTMLCanvasElement>(null)
  const isPlaying = view.status === 'playing'
  useEffect(() => {
    const target = canvas.current
    if (!target) return
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    if (!isPlaying || still) {
      const rest = () => drawWaves(target, [], 0)
      rest()
      const timer = setInterval(rest, RESTING_MS)
      return () => clearInterval(timer)
    }
    const run: { frame: number; drawnAt: number } = { frame: 0, drawnAt: 0 }
    const paint = (now: number) => {
      if (now - run.drawnAt >= FRAME_MS) {
        run.drawnAt = now
        drawWaves(target, levelsOf(store), pulseOf(store.beat()))
      }
      run.frame = requestAnimationFrame(paint)
    }
    run.frame = requestAnimationFrame(paint)
    return () => cancelAnimationFrame(run.frame)
  }, [store, isPlaying])
  return <canvas ref={canvas} aria-hidden className={`text-mood ${className}`} />
}

/** One level for each bar from the middle outwards, 0 to 1, low notes first. */
function levelsOf(store: PlayerStore): readonly number[] {
  const analyser = store.analyser()
  if (!analyser) return []
  const bins = new Uint8Array(analyser.frequencyBinCount)
  analyser.getByteFrequencyData(bins)
  const heard = bins.subarray(LOWEST_BIN, Math.ceil(bins.length * HEARD_SHARE))
  return Array.from({ length: BARS / 2 }, (_, bar) => {
    // Bars widen towards the high notes, as hearing does, and lift them, as they carry less.
    const place = bar / (BARS / 2)
    const from = Math.floor(heard.length * place ** 2)
    const to = Math.max(from + 1, Math.floor(heard.length * ((bar + 1) / (BARS / 2)) ** 2))
    return Math.min(1, (Math.max(...heard.subarray(from, to)) / 255) * (0.85 + 0.5 * place))
  })
}

/** Strongest on the beat, gone before the next. */
function pulseOf(beat: number | undefined): number {
  return beat === undefined ? 0 : (1 - (beat % 1)) ** 3
}

function drawWaves(canvas: HTMLCanvasElement, levels: readonly number[], pulse: number): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const width = canvas.clientWidth
  const height = canvas.clientHeight
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  context.clearRect(0, 0, width, height)
  context.fillStyle = getComputedStyle(canvas).color
  const pitch = width / BARS
  const barWidth = Math.max(2, pitch * 0.55)
  for (let bar = 0; bar < BARS; bar += 1) {
    const fromMiddle = Math.floor(Math.abs(bar - (BARS - 1) / 2))
    const level = levels[fromMiddle] ?? restingLevel(bar)
    const tall = Math.max(3, level * height * (0.82 + 0.18 * pulse))
    context.globalAlpha = levels.length > 0 ? 0.35 + 0.65 * level : 0.4
    context.beginPath()
    context.roundRect(bar * pitch + (pitch - barWidth) / 2, (height - tall) / 2, barWidth, tall, barWidth / 2)
    context.fill()
  }
}

/** A quiet shape for when there is no sound. */
function restingLevel(bar: number): number {
  return 0.1 + 0.08 * Math.sin(bar * 0.55) * Math.sin(bar * 0.17)
}
