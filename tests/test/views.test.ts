import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { findViolations } from './axe.ts'
import { compareLook, forgetLooks, keptLooks, looksWish } from './looks.ts'
import { screenshotStyled } from './screenshot.ts'
import { openStage, type Stage, type Walk } from './stage.ts'
import { still } from './stillness.ts'
import { findFaintText } from './text-contrast.ts'
import { type View, VIEWS } from './views.ts'
import { findForeignWords } from './words.ts'

const WALKS: readonly Walk[] = [
  { size: 'phone', language: 'en' },
  { size: 'desktop', language: 'en' },
  { size: 'phone', language: 'ar' },
]
/** A caret blinks, and whether pictures have to be smaller is the machine's affair. */
const STEADY =
  '* { caret-color: transparent !important } [data-testid=sending-hint] { display: none !important }'
const THEMES = ['dark', 'light'] as const

let stage: Stage
before(async () => {
  if (looksWish === 'accept') forgetLooks()
  stage = await openStage()
})
after(() => stage.close())

for (const walk of WALKS) {
  for (const view of VIEWS) {
    // `./dj looks` is about the pictures alone.
    if (looksWish !== undefined && !isKept(view, walk)) continue
    test(`${view.name} on a ${walk.size} (${walk.language}) can be used by anyone and looks as agreed in both themes`, async () => {
      await stage.enter(view, walk, async (page) => {
        for (const theme of THEMES) {
          await page.emulateMedia({ colorScheme: theme })
          await still(page)
          if (looksWish === undefined) await judge(page, walk, theme)
          if (isKept(view, walk)) await hold(page, lookOf(view, walk, theme))
        }
      })
    })
  }
}

test('no picture is kept of a view that is no more', () => {
  const looks = WALKS.flatMap((walk) =>
    VIEWS.filter((view) => isKept(view, walk)).flatMap((view) =>
      THEMES.map((theme) => lookOf(view, walk, theme)),
    ),
  )
  assert.deepEqual(
    keptLooks().filter((kept) => !looks.includes(kept)),
    [],
  )
})

function isKept(view: View, { language }: Walk): boolean {
  return language === 'en' || view.isMain === true
}

function lookOf(view: View, { size, language }: Walk, theme: string): string {
  return [view.name, size, language, theme].join('-')
}

async function judge(page: Page, { language }: Walk, theme: string): Promise<void> {
  assert.deepEqual(await findForeignWords(page, language), [], 'words of the other language')
  assert.deepEqual(await findViolations(page), [], `axe-core, ${theme}`)
  // What is read changes a live view between the two pictures that are compared: a fault is one that stays.
  let faint = await findFaintText(page)
  for (let again = 0; again < 3 && faint.length > 0; again++) faint = await findFaintText(page)
  assert.deepEqual(faint, [], `contrast, ${theme}`)
}

async function hold(page: Page, name: string): Promise<void> {
  await compareLook(name, () => screenshotStyled(page, STEADY))
}
