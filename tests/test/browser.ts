import { findChromium } from '@mooddj/dj/chromium'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** What makes Debian's Chromium quiet, and draw the same on every machine: no telemetry, no sub-pixel text, no colour profile of the screen. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-lcd-text',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
]

/** Debian's Chromium without a camera. */
export function launch(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), args: [...ARGUMENTS, ...args] })
}

/** The installed browser. Throws when there is none. */
export function browserPath(): string {
  const path = findChromium()
  if (path === undefined) throw new Error('no Chromium here: ./dj test installs it')
  return path
}

/** Debian's Chromium with a camera that always sees the same widely smiling face. */
export async function launchWithCamera(): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-camera-'))
  const film = join(folder, 'smile.mjpeg')
  writeFileSync(film, Buffer.concat(Array<Buffer>(30).fill(await smilingFrame())))
  const browser = await launch([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ])
  browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true }))
  return browser
}
