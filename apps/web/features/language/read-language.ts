import { cookies, headers } from 'next/headers'
import type { Language } from '@mooddj/shared/language'
import { isLanguage, LANGUAGE_COOKIE, languageWished } from './languages.ts'

/** The language of this request: what was chosen, else what the browser wishes. Only on the server. */
export async function readLanguage(): Promise<Language> {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value
  return isLanguage(chosen) ? chosen : languageWished((await headers()).get('accept-language'))
}
