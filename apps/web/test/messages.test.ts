import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { LANGUAGES } from '../features/language/languages.ts'
import { messagesOf } from '../features/language/messages.ts'

const folder = join(import.meta.dirname, '../messages')
const languages = ['en', 'ar'] as const
/** Said with other values in the other language; the page hands over both kinds. */
const SAID_OTHERWISE = ['player.forMoment']
const catalogues = { en: readCatalogue('en'), ar: readCatalogue('ar') }

test('every catalogue that is there is in use, in each language', () => {
  assert.deepEqual(Object.keys(LANGUAGES).toSorted(), languages.toSorted())
  for (const language of languages) {
    const files = readdirSync(join(folder, language)).map((file) => file.replace('.json', ''))
    assert.deepEqual(files.toSorted(), Object.keys(messagesOf(language)).toSorted())
  }
})

test('both languages have the same texts, and none is empty or left to do', () => {
  // The server tells its problems in English itself; problem-words.test.ts sees that Arabic has them all.
  const names = [...catalogues.ar.keys()].filter(
    (name) => catalogues.en.has(name) || !name.startsWith('problems.'),
  )
  assert.deepEqual(names.toSorted(), [...catalogues.en.keys()].toSorted())
  for (const language of languages)
    for (const [name, text] of catalogues[language])
      assert.ok(text.trim() !== '' && text !== 'todo', `${name} in ${language}`)
})

test('a text takes the same values in both languages', () => {
  for (const [name, text] of catalogues.en)
    if (!SAID_OTHERWISE.includes(name))
      assert.deepEqual(argumentsOf(catalogues.ar.get(name) ?? ''), argumentsOf(text), name)
})

for (const language of languages) {
  test(`what is counted has a form for every number (${language})`, () => {
    // CLDR: zero, one, two, few, many and other in Arabic, one and other in English.
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    for (const [name, text] of catalogues[language])
      for (const element of elementsOf(text)) {
        if (element.type !== TYPE.plural || element.pluralType !== 'cardinal') continue
        const exact = Object.keys(element.options)
          .filter((option) => option.startsWith('='))
          .map((option) => new Intl.PluralRules(language).select(Number(option.slice(1))))
        // Zero, one and two are one number each in Arabic: an exact form will do.
        const given = new Set([...Object.keys(element.options), ...exact])
        const missing = wanted.filter((category) => !given.has(category))
        assert.deepEqual(missing, [], name)
      }
  })
}

test('Arabic is written in Arabic', () => {
  const latin = [...catalogues.ar].filter(
    ([, text]) => /[A-Za-z]{4,}/.test(bare(text)) && !/\p{Script=Arabic}/u.test(bare(text)),
  )
  assert.deepEqual(latin, [])
})

/** Every text of a language by its dotted name. */
function readCatalogue(language: (typeof languages)[number]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const collect = (value: unknown, name: string): void => {
    if (typeof value === 'string') texts.set(name, value)
    else {
      assert.ok(typeof value === 'object' && value !== null, `${name} is a text or holds texts`)
      for (const [key, inner] of Object.entries(value)) collect(inner, name === '' ? key : `${name}.${key}`)
    }
  }
  for (const file of readdirSync(join(folder, language)))
    collect(JSON.parse(readFileSync(join(folder, language, file), 'utf8')), file.replace('.json', ''))
  return texts
}

/** Every element of a text, those inside choices and tags included. */
function elementsOf(text: string): MessageFormatElement[] {
  const inner = (elements: readonly MessageFormatElement[]): MessageFormatElement[] =>
    elements.flatMap((element) => {
      if (element.type === TYPE.tag) return [element, ...inner(element.children)]
      if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element]
      return [element, ...Object.values(element.options).flatMap(({ value }) => inner(value))]
    })
  return inner(parse(text))
}

/** The names of what a text takes, each once, in order. */
function argumentsOf(text: string): string[] {
  const names = elementsOf(text).flatMap((element) =>
    element.type === TYPE.literal || element.type === TYPE.pound ? [] : [element.value],
  )
  return [...new Set(names)].toSorted()
}

/** A text without what it takes. */
function bare(text: string): string {
  return elementsOf(text)
    .map((element) => (element.type === TYPE.literal ? element.value : ''))
    .join(' ')
}
