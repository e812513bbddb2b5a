import type { Page } from 'playwright-core'

/** Nothing on the page changed for so long, or things kept changing for so long that they always do, milliseconds. */
const QUIET = { forMs: 200, mostMs: 3_000 } as const

/** Resolves when nothing is being fetched that the page says so of, fonts and pictures are there, and what moves for a while has arrived. */
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
  await page.evaluate(arrive)
}

/** In the page: whatever moves for a while arrives at once, and is painted. What arrives may set off the next. */
async function arrive(): Promise<void> {
  const nextPaint = () => new Promise((resolve) => requestAnimationFrame(resolve))
  for (let round = 0; round < 10; round++) {
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    for (const animation of passing) animation.finish()
    await nextPaint()
  }
  await nextPaint()
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
