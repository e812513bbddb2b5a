import { cameraArguments, launchChromium } from '@mooddj/dj/quiet-chromium'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'

/** Chromium with a camera that always sees the same widely smiling face. */
export async function launchWithCamera(): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-camera-'))
  const film = join(folder, 'smile.mjpeg')
  writeFileSync(film, Buffer.concat(Array<Buffer>(30).fill(await smilingFrame())))
  const browser = await launchChromium(cameraArguments(film))
  browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true }))
  return browser
}
