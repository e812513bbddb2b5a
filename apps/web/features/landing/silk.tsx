'use client'

import { useEffect, useRef } from 'react'
import type { Affect } from '@mooddj/shared/affect'
import { useTheme } from '../theme/theme-context.tsx'
import { drawRibbon } from './ribbons.ts'
import type { SilkOrder } from './silk-order.ts'
import { whenQuiet } from './when-quiet.ts'

const STILL_PHASE = 0.2

/** The landing's living light: the mood of the plane as silk behind everything, drawn in a worker. One still picture where motion is not wanted. */
export function Silk({ mood }: { mood: Affect }) {
  const room = useRef<HTMLDivElement>(null)
  const worker = useRef<Worker | null>(null)
  const isSeen = useRef(true)
  const newest = useRef(mood)
  const redraw = useRef<(() => void) | null>(null)
  const { theme } = useTheme()
  useEffect(() => {
    newest.current = mood
    redraw.current?.()
  }, [mood, theme])

  useEffect(() => {
    const place = room.current
    if (!place) return
    // A canvas is handed over once, so each visit brings its own.
    const canvas = document.createElement('canvas')
    canvas.className = 'size-full'
    place.append(canvas)
    const observer = new IntersectionObserver(([entry]) => {
      isSeen.current = entry?.isIntersecting ?? true
    })
    observer.observe(place)
    const drawStill = () => drawOnce(canvas, place, newest.current)
    // Its room changes once more when the fonts are there.
    const resized = new ResizeObserver(drawStill)
    const leave = whenQuiet(() => {
      worker.current = isStill() ? null : openWorker()
      if (!worker.current) {
        // The colour of a mood is set after the mood is.
        redraw.current = () => requestAnimationFrame(drawStill)
        return resized.observe(place)
      }
      redraw.current = () => worker.current?.postMessage(orderOf(place, newest.current, isSeen.current))
      const offscreen = canvas.transferControlToOffscreen()
      const order = { ...orderOf(place, newest.current, isSeen.current), canvas: offscreen }
      worker.current.postMessage(order, [offscreen])
    })
    return () => {
      leave()
      observer.disconnect()
      resized.disconnect()
      worker.current?.terminate()
      worker.current = null
      redraw.current = null
      canvas.remove()
    }
  }, [])
  return (
    <div
      ref={room}
      aria-hidden
      className="landing-silk pointer-events-none absolute inset-y-0 start-1/2 -z-10 h-full w-screen -translate-x-1/2 border-violet text-mood rtl:translate-x-1/2"
    />
  )
}

function isStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

function openWorker(): Worker | null {
  if (!('transferControlToOffscreen' in HTMLCanvasElement.prototype)) return null
  try {
    return new Worker(new URL('./silk-worker.ts', import.meta.url), { type: 'module' })
  } catch {
    // A policy of the browser's or of an extension's may forbid workers.
    return null
  }
}

function orderOf(place: HTMLElement, mood: Affect, isSeen: boolean): SilkOrder {
  const { color, borderColor } = getComputedStyle(place)
  const { clientWidth: width, clientHeight: height } = place
  return { width, height, mood, colours: [color, borderColor], isSeen: isSeen && !document.hidden }
}

function drawOnce(canvas: HTMLCanvasElement, place: HTMLElement, mood: Affect): void {
  const context = canvas.getContext('2d')
  const { width, height, colours } = orderOf(place, mood, true)
  Object.assign(canvas, { width, height })
  if (context) drawRibbon(context, mood, { width, height, phase: STILL_PHASE, colours })
}
