// Part of it runs in the page.
/// <reference lib="dom" />

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { cameraArguments, launchChromium } from '../quiet-chromium.ts'
import { makeFaces } from './faces.ts'
import { quantile } from './live-figures.ts'
import type { Figures } from './rows.ts'
import type { WebName } from './web-goals.ts'

type FrameName = Extract<WebName, 'long-tasks' | 'longest-task' | 'frames-sent' | `frame-time-${string}`>

/** The page finds its pace, a step up every four seconds, and the browser compiles; neither is counted. */
const WARM_UP_S = 30
/** Frames of a scene of the film: two seconds at the thirty a second that the browser plays. */
const SCENE = 64
const PATIENCE_MS = 60_000

declare global {
  /** Filled in the page by {@link watch}, milliseconds. */
  var benchFigures: { longTasks: number[]; paints: number[]; end(): void }
}

/**
 * The DJ view with a camera for so many seconds: tasks over 50 ms, time between paints, and pictures sent. Whoever sits there comes and goes, so
 * that no mood holds for long: while one does, the page sends six pictures a second on purpose.
 */
export async function measureFrames(page: string, seconds: number): Promise<Figures<FrameName>> {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-bench-web-'))
  const film = join(folder, 'film.mjpeg')
  writeFileSync(film, await livelyFilm())
  const browser = await launchChromium(cameraArguments(film))
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' })
    const shown = await context.newPage()
    shown.setDefaultTimeout(PATIENCE_MS)
    const sent = { pictures: 0 }
    shown.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (typeof payload !== 'string') sent.pictures += 1
      }),
    )
    await shown.goto(`${page}/dj`)
    const [socket] = await Promise.all([
      shown.waitForEvent('websocket', { timeout: PATIENCE_MS }),
      shown.getByRole('button', { name: 'Agree and continue' }).click(),
    ])
    await socket.waitForEvent('framesent', {
      predicate: ({ payload }) => typeof payload !== 'string',
      timeout: PATIENCE_MS,
    })
    await wait(WARM_UP_S * 1000)
    sent.pictures = 0
    const watched = await watch(shown, seconds)
    const { longTasks } = watched
    const paints = watched.paints.toSorted((a, b) => a - b)
    return {
      'long-tasks': longTasks.length,
      'longest-task': longTasks.length === 0 ? { reason: 'there was none' } : Math.max(...longTasks),
      'frames-sent': sent.pictures / seconds,
      'frame-time-p50': quantile(paints, 0.5),
      'frame-time-p95': quantile(paints, 0.95),
    }
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** MJPEG, 640 × 480: a person, then an empty room, by turns. */
async function livelyFilm(): Promise<Buffer> {
  const [person = []] = await makeFaces(640)
  const room = { width: 640, height: 480, channels: 3, background: '#9a9186' } as const
  const empty = await sharp({ create: room }).jpeg({ quality: 75 }).toBuffer()
  const scene = (frames: readonly Uint8Array[]) =>
    Array.from({ length: SCENE }, (_, index) => frames[index % frames.length] ?? empty)
  return Buffer.concat([...scene(person), ...scene([empty])])
}

async function watch(page: Page, seconds: number): Promise<{ longTasks: number[]; paints: number[] }> {
  await page.evaluate(() => {
    const longTasks: number[] = []
    const paints: number[] = []
    const observer = new PerformanceObserver((list) =>
      longTasks.push(...list.getEntries().map(({ duration }) => duration)),
    )
    observer.observe({ type: 'longtask' })
    let last: number | null = null
    const onPaint = (now: number) => {
      if (last !== null) paints.push(now - last)
      last = now
      request = requestAnimationFrame(onPaint)
    }
    let request = requestAnimationFrame(onPaint)
    const end = () => {
      observer.disconnect()
      cancelAnimationFrame(request)
    }
    globalThis.benchFigures = { longTasks, paints, end }
  })
  await wait(seconds * 1000)
  return page.evaluate(() => {
    const { longTasks, paints, end } = globalThis.benchFigures
    end()
    return { longTasks, paints }
  })
}
