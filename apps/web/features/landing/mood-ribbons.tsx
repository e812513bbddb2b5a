'use client'

import { type RefObject, useEffect, useRef } from 'react'
import type { Affect } from '@mooddj/shared/affect'
import { drawRibbon } from './ribbons.ts'
import { whenQuiet } from './when-quiet.ts'

/** Twenty pictures a second: silk is slow. */
const FRAME_MS = 50

/** The landing's living light: the mood of the plane as ribbons behind everything. Still where motion is not wanted. */
export function MoodRibbons({ mood }: { mood: RefObject<Affect> }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const target = canvas.current
    const context = target?.getContext('2d')
    if (!target || !context) return
    const run = { frame: 0, drawnAt: 0, phase: 0.2 }
    const draw = () => {
      const { clientWidth: width, clientHeight: height } = target
      if (target.width !== width || target.height !== height) Object.assign(target, { width, height })
      const style = getComputedStyle(target)
      const colours = [style.color, style.borderColor]
      drawRibbon(context, mood.current, { width, height, phase: run.phase, colours })
    }
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const observer = new ResizeObserver(draw)
      observer.observe(target)
      return () => observer.disconnect()
    }
    const paint = (now: number) => {
      if (now - run.drawnAt >= FRAME_MS) {
        const passed = Math.min(100, now - run.drawnAt) / 1000
        run.phase += passed * (0.035 + 0.03 * (mood.current.arousal + 1))
        run.drawnAt = now
        draw()
      }
      run.frame = requestAnimationFrame(paint)
    }
    const begin = () => {
      run.frame = requestAnimationFrame(paint)
    }
    const leave = whenQuiet(begin)
    return () => {
      leave()
      cancelAnimationFrame(run.frame)
    }
  }, [mood])
  return (
    <canvas
      ref={canvas}
      aria-hidden
      className="landing-silk pointer-events-none absolute inset-y-0 start-1/2 -z-10 h-full w-screen -translate-x-1/2 border-violet text-mood rtl:translate-x-1/2"
    />
  )
}
