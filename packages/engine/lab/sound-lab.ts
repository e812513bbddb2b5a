import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stripTypeScriptTypes } from 'node:module'
import { readHouseCpu } from '@mooddj/dj/bench/house-cpu'
import { findChromium } from '@mooddj/dj/chromium'
import { identify } from '@mooddj/dj/process-identity'
import { chromium } from 'playwright-core'
import type { measureTrack, TrackAcoustics } from './render-track.ts'
import type { CrossingHeard } from './render-transport.ts'

const ROOT = new URL('..', import.meta.url)
const PAGE = `<!doctype html><title>Sound lab</title><script type="module">
import * as lab from '/lab/render-track.ts'
import * as transport from '/lab/render-transport.ts'
import * as player from '/src/player.ts'
Object.assign(globalThis, { lab, player, transport })
document.title = 'ready'
</script>`

/** A real browser with the engine loaded. */
export interface SoundLab {
  /** Renders and measures a stretch of a track. */
  measure(request: Parameters<typeof measureTrack>[0]): Promise<TrackAcoustics>
  /** Renders a stretch of a track and lets the sound go. */
  render(request: Parameters<typeof measureTrack>[0]): Promise<void>
  /** The way from one track into the next, with `seconds` in all. */
  cross(from: number, to: number, seconds: number): Promise<CrossingHeard>
  /** Seconds at which sound breaks while a listener steers through two tracks. */
  steer(from: number, to: number): Promise<number[]>
  /** Decibels by which a hidden page sounds unlike a seen one, where one track goes over into the next. */
  hide(from: number, to: number, seconds: number): Promise<number>
  /** Seconds of processor time that the browser with all its processes has used so far; undefined where that cannot be told. */
  cpuSeconds(): number | undefined
  /** Runs an expression in the page (`lab`, `player` are at hand) and gives what it yields, as JSON would. */
  run(expression: string): Promise<unknown>
  close(): Promise<void>
}

/** Opens Chromium on the engine's own source. Undefined where there is no Chromium. */
export async function openSoundLab(): Promise<SoundLab | undefined> {
  const executablePath = findChromium()
  if (!executablePath) return undefined
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (!/^\/(src|lab)\/[a-z-]+\.ts$/.test(path)) {
      response.setHeader('content-type', 'text/html').end(PAGE)
      return
    }
    readFile(new URL(`.${path}`, ROOT), 'utf8').then(
      (source) => response.setHeader('content-type', 'text/javascript').end(stripTypeScriptTypes(source)),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const launched = await chromium.launchServer({
    executablePath,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  })
  const browser = await chromium.connect(launched.wsEndpoint())
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${portOf(server.address())}/`)
  await page.waitForFunction(`document.title === 'ready'`)
  return {
    async measure(request) {
      const text = await page.evaluate<string>(
        `lab.measureTrack(${JSON.stringify(request)}).then((figures) => JSON.stringify(figures))`,
      )
      const figures: TrackAcoustics = JSON.parse(text)
      return figures
    },
    async render(request) {
      await page.evaluate(`lab.renderTrack(${JSON.stringify(request)}).then(() => null)`)
    },
    async cross(from, to, seconds) {
      const heard: CrossingHeard = await page.evaluate(`transport.renderCrossing(${from}, ${to}, ${seconds})`)
      return heard
    },
    async steer(from, to) {
      const clicks: number[] = await page.evaluate(`transport.clicksWhileSteering(${from}, ${to})`)
      return clicks
    },
    async hide(from, to, seconds) {
      const difference: number = await page.evaluate(
        `transport.differenceWhenHidden(${from}, ${to}, ${seconds})`,
      )
      return difference
    },
    cpuSeconds() {
      const identity = identify(launched.process().pid ?? 0)
      if (!identity) return undefined
      const programs = [
        { name: 'browser', identity, stopSignal: 'SIGTERM' as const, isServer: false, port: 0 },
      ]
      return readHouseCpu({ programs }).get('browser')
    },
    run: (expression) => page.evaluate<unknown>(expression),
    async close() {
      await browser.close()
      await launched.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('The server has no port')
  return address.port
}
