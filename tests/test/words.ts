import { root } from '@mooddj/dj/places'
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

type Language = 'en' | 'ar'

/** A word or sentence of the page by its name in the catalogues, such as `dj.notice.agree`. */
export type Words = (name: string) => string

/** The page's own words in a language, so that a test can press what is written on a button. */
export function wordsIn(language: Language): Words {
  const catalogue = readCatalogue(language)
  return (name) => {
    const found = catalogue.get(name)
    assert.ok(found !== undefined, `there is no ${name} in ${language}`)
    return found
  }
}

/** Lines on a page that are the other language's words, or bare names of words that are missing. */
export async function findForeignWords(page: Page, language: Language): Promise<string[]> {
  const [own, other] = [readCatalogue(language), readCatalogue(language === 'en' ? 'ar' : 'en')]
  const foreign = new Set(other.values())
  // The name of a key is also the first letter of somebody's name.
  for (const word of foreign) if (word.length < 3) foreign.delete(word)
  for (const word of own.values()) foreign.delete(word)
  const lines = (await page.locator('body').innerText()).split('\n').map((line) => line.trim())
  // The way to the other language is named in that language.
  return lines.filter(
    (line) => (foreign.has(line) && !['English', 'العربية'].includes(line)) || own.has(line),
  )
}

/** Every text of a language by its dotted name. */
function readCatalogue(language: Language): ReadonlyMap<string, string> {
  const folder = join(root, 'apps/web/messages', language)
  const texts = new Map<string, string>()
  const collect = (value: unknown, name: string) => {
    if (typeof value === 'string') texts.set(name, value)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) collect(inner, `${name}.${key}`)
  }
  for (const file of readdirSync(folder))
    collect(JSON.parse(readFileSync(join(folder, file), 'utf8')), file.replace('.json', ''))
  return texts
}
