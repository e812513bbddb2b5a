import type { Page } from 'playwright-core'

/** A picture (PNG) of the window, in which nothing moves, under one more style sheet that the page's policy need not allow. */
export async function screenshotStyled(page: Page, css: string): Promise<Buffer> {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets.push(sheet)
  }, css)
  try {
    return await page.screenshot({ animations: 'disabled', caret: 'initial' })
  } finally {
    await page.evaluate(() => void document.adoptedStyleSheets.pop())
  }
}
