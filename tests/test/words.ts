import { root } from '@mooddj/dj/places'
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A word or sentence of the page by its name in the catalogues, such as `dj.notice.agree`. */
export type Words = (name: string) => string

/** The page's own words in a language, so that a test can press what is written on a button. */
export function wordsIn(language: 'en' | 'ar'): Words {
  const folder = join(root, 'apps/web/messages', language)
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const catalogue = Object.fromEntries(
    readdirSync(folder).map((file) => [file.replace('.json', ''), read(file)]),
  )
  return (name) => {
    let found: unknown = catalogue
    for (const part of name.split('.'))
      found = typeof found === 'object' && found !== null ? Reflect.get(found, part) : undefined
    assert.ok(typeof found === 'string', `there is no ${name} in ${language}`)
    return found
  }
}
