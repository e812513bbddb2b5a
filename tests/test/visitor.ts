import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'

/** The two windows that every view is tried in, CSS pixels. */
export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } } as const
/** The narrowest phone still in use, in CSS pixels. */
export const NARROWEST = 320
/** What a browser asks for in each language of the page. */
export const LOCALES = { en: 'en-GB', ar: 'ar' } as const
/** How long anything on the page may take before the test gives up. */
export const PATIENCE_MS = 30_000
/** With MOODDJ_SCREENSHOTS set to a folder, the journeys leave their pictures there. */
const screenshots = process.env['MOODDJ_SCREENSHOTS']

/** Somebody in front of the page. */
export interface Visitor {
  context: BrowserContext
  page: Page
  /** What the consoles of all their pages, and requests to other machines, complain of. */
  complaints: readonly string[]
}

/** A new visitor with nothing stored, in this window and with these wishes. */
export async function visit(
  browser: Browser,
  size: { width: number; height: number },
  wishes: Omit<BrowserContextOptions, 'viewport'> = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    locale: LOCALES.en,
    colorScheme: 'dark',
    ...wishes,
    viewport: size,
  })
  const complaints = overhear(context)
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  return { context, page, complaints }
}

/** Fills with what the pages of a context complain of and with requests that leave the machine. */
export function overhear(context: BrowserContext): readonly string[] {
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1')
      complaints.push(`left the machine: ${hostname}`)
  })
  return complaints
}

/** Sees that nothing makes the page scroll sideways, and takes its picture where pictures are wanted. */
export async function look(page: Page, name: string): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: innerWidth,
  }))
  assert.ok(content <= window, `${name} is ${content} pixels wide in a window of ${window}`)
  if (screenshots === undefined) return
  mkdirSync(screenshots, { recursive: true })
  await page.screenshot({ path: join(screenshots, `${name}.png`) })
}

/** The first button of exactly this name. */
export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true }).first()
}

export async function press(page: Page, name: string): Promise<void> {
  await button(page, name).click()
}

/** Says what the music is to do. */
export async function aim(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name, exact: true }).click()
}

/** Picks an emotion by hand, however the page offers it. */
export async function choose(page: Page, emotion: string): Promise<void> {
  const name = new RegExp(`^${emotion}$`, 'i')
  await page.getByRole('button', { name }).or(page.getByRole('radio', { name })).first().click()
}
