import type { Page } from 'playwright-core'

/** Nothing on the page changed for so long, or things kept changing for so long that they always do, milliseconds. */
const QUIET = { forMs: 200, mostMs: 3_000 } as const

/** Resolves when nothing is being fetched that the page says so of, fonts and pictures are there, and whatever moves for a while has arrived. */
export async function still(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.waitForFunction(
    () => document.querySelector('[role=progressbar][data-state=indeterminate]') === null,
  )
  await page.evaluate(waitForQuiet, QUIET)
  await page.evaluate(async () => {
    await document.fonts.ready
    // A picture that cannot be shown is still still.
    const pictures = [...document.images].filter(({ loading }) => loading !== 'lazy')
    await Promise.all(pictures.map((picture) => picture.decode().catch(() => null)))
  })
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY,
      ),
  )
  // What was changed last is painted with the second frame from now.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve))
      }),
  )
}

/** In the page: resolves when its document has not changed for a while. */
function waitForQuiet({ forMs, mostMs }: typeof QUIET): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      observer.disconnect()
      resolve()
    }
    let quiet = setTimeout(end, forMs)
    const observer = new MutationObserver(() => {
      clearTimeout(quiet)
      quiet = setTimeout(end, forMs)
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    setTimeout(end, mostMs)
  })
}
