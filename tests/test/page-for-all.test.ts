import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { findViolations } from './axe.ts'
import { launchWithCamera } from './browser.ts'
import { type House, openHouse } from './house.ts'
import { still } from './stillness.ts'
import { findFaintText } from './text-contrast.ts'
import { aim, button, choose, PATIENCE_MS, press, SIZES, visit } from './visitor.ts'

/** More presses of Tab than anything on a view may be away. */
const MOST_TABS = 40
/** What may still change gently where less motion is wished. */
const LONGEST_FADE_MS = 120

let house: House
let browser: Browser
before(async () => {
  ;[house, browser] = await Promise.all([openHouse(), launchWithCamera()])
})
after(async () => {
  await browser?.close()
  await house?.close()
})

/** Presses Tab until something has the focus, and sees on the way that the focus can always be seen. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.first().waitFor()
  for (let presses = 0; presses < MOST_TABS; presses++) {
    await page.keyboard.press('Tab')
    const focus = await page.evaluate(() => {
      const { activeElement: element } = document
      if (element === null || element === document.body) return null
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      return { html: element.outerHTML.slice(0, 120), outlineStyle, width: Number.parseFloat(outlineWidth) }
    })
    if (focus === null) continue
    assert.ok(focus.outlineStyle !== 'none' && focus.width >= 2, `the focus shows on ${focus.html}`)
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return
  }
  assert.fail(`${String(wanted)} is not reached by ${MOST_TABS} presses of Tab`)
}

test('keys alone lead from the landing page to a playlist that plays, and the focus shows all the way', async () => {
  const { context, page, complaints } = await visit(browser, SIZES.desktop)
  await page.goto(house.page)
  const start = { name: 'Start', exact: true }
  await tabTo(page, page.getByRole('link', start).or(page.getByRole('button', start)))
  await page.keyboard.press('Enter')
  await tabTo(page, button(page, 'Choose my mood by hand'))
  await page.keyboard.press('Space')
  await tabTo(page, button(page, 'Sad'))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('radio', { checked: true }))
  // A finger stays on a key for a while.
  await page.keyboard.press('ArrowRight', { delay: 80 })
  await page.getByRole('radio', { name: 'Cheer Up', checked: true }).waitFor()
  await tabTo(page, button(page, 'Make my playlist'))
  await page.keyboard.press('Enter')
  await page.getByTestId('queue').locator('li').first().waitFor()
  await tabTo(page, button(page, 'Play'))
  await page.keyboard.press('Enter')
  await button(page, 'Pause').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('who wishes for less motion sees none: not while a face is read, not while music plays', async () => {
  const { context, page } = await visit(browser, SIZES.desktop, { reducedMotion: 'reduce' })
  const moving = () =>
    page.evaluate(
      (longestFade) =>
        document
          .getAnimations()
          .filter(
            ({ playState, effect }) =>
              playState === 'running' && Number(effect?.getComputedTiming().endTime) > longestFade,
          )
          .map(({ effect }) => JSON.stringify(effect?.getComputedTiming())),
      LONGEST_FADE_MS,
    )
  const frames = () =>
    page.evaluate(async () => {
      for (let count = 0; count < 30; count++) await new Promise(requestAnimationFrame)
    })
  await page.goto(house.page)
  await still(page)
  assert.deepEqual(await moving(), [])
  const first = await page.screenshot()
  await frames()
  assert.ok(first.equals(await page.screenshot()), 'the landing page stands still')

  await page.goto(`${house.page}/dj`)
  await press(page, 'Agree and continue')
  await page.getByTestId('settled-mood').first().waitFor()
  await still(page)
  assert.deepEqual(await moving(), [])
  await press(page, 'Make my playlist')
  await press(page, 'Play')
  await button(page, 'Pause').waitFor()
  await still(page)
  assert.deepEqual(await moving(), [])
  await context.close()
})

test('silk that stands still takes on another look as soon as it is chosen', async () => {
  const { context, page } = await visit(browser, SIZES.desktop, { reducedMotion: 'reduce' })
  await page.goto(house.page)
  await still(page)
  const picture = () =>
    page.locator('.landing-silk canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const dark = await picture()
  await press(page, 'Light look')
  for (const deadline = performance.now() + PATIENCE_MS; (await picture()) === dark;)
    assert.ok(performance.now() < deadline, 'the silk keeps the colours of the look before')
  await context.close()
})

test('a look that was chosen is there on the next visit, from the first paint on', async () => {
  const { context, page } = await visit(browser, SIZES.phone)
  await page.goto(house.page)
  const ground = (shown: Page) =>
    shown.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const dark = await ground(page)
  await press(page, 'Light look')
  const light = await ground(page)
  assert.notEqual(light, dark)
  const later = await context.newPage()
  // Without scripts, what shows is what the server painted.
  await later.route('**/*.js', (route) => route.abort())
  await later.goto(`${house.page}/library`)
  assert.equal(await later.locator('html').getAttribute('data-theme'), 'light')
  assert.equal(await ground(later), light)
  await context.close()
})

test('who wishes for more contrast gets it', async () => {
  const { context, page } = await visit(browser, SIZES.phone)
  await page.goto(`${house.page}/dj`)
  await press(page, 'Choose my mood by hand')
  const soft = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--color-ink-soft'))
  const before = await soft()
  await page.emulateMedia({ contrast: 'more' })
  assert.notEqual(await soft(), before)
  await still(page)
  assert.deepEqual(await findViolations(page), [])
  assert.deepEqual(await findFaintText(page), [])
  await context.close()
})

test('in the colours that a system forces, what is chosen and what has the focus still shows', async () => {
  const { context, page } = await visit(browser, SIZES.phone, { forcedColors: 'active' })
  await page.goto(`${house.page}/dj`)
  await press(page, 'Choose my mood by hand')
  await choose(page, 'sad')
  await aim(page, 'Calm')
  await still(page)
  const looks = (found: Locator) =>
    found.evaluate((element) => {
      const { backgroundColor, borderColor, borderStyle, outlineColor, outlineStyle, color } =
        getComputedStyle(element)
      return { backgroundColor, borderColor, borderStyle, outlineColor, outlineStyle, color }
    })
  await page.keyboard.press('Tab')
  const [chosen, other] = [
    await looks(page.getByRole('radio', { name: 'Calm' })),
    await looks(page.getByRole('radio', { name: 'Match Vibe' })),
  ]
  assert.notDeepEqual(chosen, other)
  const [sad, angry] = [await looks(button(page, 'Sad')), await looks(button(page, 'Angry'))]
  assert.notDeepEqual(sad, angry)
  await tabTo(page, button(page, 'Make my playlist'))
  const { borderStyle } = await looks(button(page, 'Make my playlist'))
  assert.notEqual(borderStyle, 'none')
  await context.close()
})
