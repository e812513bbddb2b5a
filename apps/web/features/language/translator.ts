import { createTranslator } from 'use-intl/core'
import { FORMATS } from './formats.ts'
import { messagesOf } from './messages.ts'
import { readLanguage } from './read-language.ts'

/** The page's words for server components. */
export async function readTranslator() {
  const locale = await readLanguage()
  return createTranslator({ locale, messages: messagesOf(locale), formats: FORMATS, timeZone: 'UTC' })
}
