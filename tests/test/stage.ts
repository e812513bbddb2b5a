import { CONSENT_PURPOSE, CONSENT_VERSION } from '@mooddj/shared/account'
import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import sharp from 'sharp'
import { launchWithCamera } from './browser.ts'
import { fixContent, MADE_ON, MEMBER } from './fixed-content.ts'
import { openHouse } from './house.ts'
import { openLonelyPage } from './lonely-page.ts'
import type { Means, View, Viewer } from './views.ts'
import { LOCALES, overhear, PATIENCE_MS, SIZES } from './visitor.ts'
import { wordsIn } from './words.ts'

/** How a view is looked at. */
export interface Walk {
  size: keyof typeof SIZES
  language: 'en' | 'ar'
}

/** A house with fixed contents, in which every view can be entered the same way again. */
export interface Stage {
  /** Opens a view, does what is asked with it, and sees that nothing complained. */
  enter(view: View, walk: Walk, use: (page: Page) => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** Links and codes are drawn on the page, so they may not hold a port. */
const PUBLIC_URL = 'https://mood.example'

/** The day on which the page is looked at, a little after everything was made and before a card goes. */
const TODAY = '2026-03-13T09:00:00.000Z'
const GONE_ON = '2026-03-19T18:24:00.000Z'

export async function openStage(): Promise<Stage> {
  // One address asks for everything here, much faster than a person would.
  const patience = { REQUESTS_PER_MINUTE: '100000', GUESTS_PER_MINUTE: '1000' }
  const house = await openHouse({ PUBLIC_URL, ...patience })
  const [browser, lonely, content, card] = await Promise.all([
    launchWithCamera(),
    openLonelyPage(),
    fixContent(house),
    drawStandIn(),
  ])
  const contexts = new Map<string, { context: BrowserContext; complaints: readonly string[] }>()

  const contextOf = async (viewer: Viewer, walk: Walk) => {
    const key = `${viewer} ${walk.language} ${walk.size}`
    const known = contexts.get(key)
    if (known !== undefined) return known
    const context = await openContext(browser, house.page, walk)
    const opened = { context, complaints: overhear(context) }
    contexts.set(key, opened)
    await context.route('**/v1/**', tellFixedDates)
    // A card's picture carries the day it was drawn on.
    await context.route('**/v1/cards/images/**', (route) =>
      route.fulfill({ body: card, contentType: 'image/jpeg' }),
    )
    if (viewer !== 'nobody') await signIn(context, viewer)
    return opened
  }
  return {
    async enter(view, walk, use) {
      const { context, complaints } = await contextOf(view.viewer, walk)
      const before = complaints.length
      const page = await context.newPage()
      page.setDefaultTimeout(PATIENCE_MS)
      if (view.isLive !== true) await page.clock.setFixedTime(TODAY)
      try {
        const means: Means = { words: wordsIn(walk.language), content, lonely: lonely.origin }
        await view.open(page, means)
        await use(page)
      } finally {
        await page.close()
      }
      const heard = complaints.slice(before).filter((complaint) => view.complaint?.test(complaint) !== true)
      assert.deepEqual(heard, [], 'nothing complains')
    },
    async close() {
      await browser.close()
      await Promise.all([house.close(), lonely.close()])
    },
  }
}

async function openContext(
  browser: Browser,
  baseURL: string,
  { size, language }: Walk,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL,
    viewport: SIZES[size],
    locale: LOCALES[language],
    timezoneId: 'UTC',
    colorScheme: 'dark',
    // What moves for its own sake stands still.
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  // Then the look can be changed while a view is open.
  await context.addCookies([{ name: 'theme', value: 'device', url: baseURL }])
  return context
}

/** Passes an answer of the API on as it is, but for its dates: every one is the same each time. */
async function tellFixedDates(route: Route): Promise<void> {
  // A connection that was kept may have been closed just when it is used again. The page may have left meanwhile.
  const response = await route.fetch({ maxRetries: 3 }).catch(() => null)
  if (response === null) return
  if (!(response.headers()['content-type'] ?? '').includes('json')) return route.fulfill({ response })
  const body = (await response.text())
    .replace(/("expiresAt":)"[\dT:.-]+Z"/g, `$1"${GONE_ON}"`)
    .replace(/("(?!expiresAt)\w+":)"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, `$1"${MADE_ON}"`)
  return route.fulfill({ response, body })
}

/** Signs a context in as the page would, and agrees to the camera. */
async function signIn(context: BrowserContext, viewer: 'guest' | 'member'): Promise<void> {
  const call = viewer === 'guest' ? '/v1/auth/guests' : '/v1/auth/login'
  const { email, password } = MEMBER
  const answer = await context.request.post(call, viewer === 'guest' ? {} : { data: { email, password } })
  assert.ok(answer.ok(), await answer.text())
  const { accessToken } = await answer.json()
  const consent = await context.request.put(`/v1/consents/${CONSENT_PURPOSE}`, {
    headers: { authorization: `Bearer ${accessToken}` },
    data: { version: CONSENT_VERSION, granted: true },
  })
  assert.ok(consent.ok(), await consent.text())
  await context.addInitScript(() => {
    // Not on the empty page that every tab begins with.
    if (location.protocol !== 'about:') localStorage.setItem('mooddj.signed-in', 'yes')
  })
}

/** A picture of a card's size that says nothing. */
function drawStandIn(): Promise<Buffer> {
  return sharp({ create: { width: 1080, height: 1920, channels: 3, background: '#4a3a8c' } })
    .jpeg()
    .toBuffer()
}
