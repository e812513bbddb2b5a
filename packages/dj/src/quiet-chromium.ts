import { type Browser, chromium } from 'playwright-core'
import { ensureChromium } from './chromium.ts'

/** What makes Chromium quiet, and draw the same on every machine: no telemetry, no sub-pixel text, no colour profile of the screen. */
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

/** Opens the machine's Chromium without a window. Throws a PlainError where there is none and none can be installed. */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: ensureChromium(), args: [...ARGUMENTS, ...args] })
}

/** The arguments for a camera that shows a film (MJPEG, a file) and needs no permission. */
export function cameraArguments(film: string): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]
}
