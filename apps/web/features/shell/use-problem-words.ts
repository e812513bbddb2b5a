import type { Problem } from '@mooddj/shared/problem'
import { useLocale, useMessages } from 'use-intl'

type Words = Pick<Problem, 'title' | 'detail'>

/** Gives a problem’s title and detail in the page’s language; the server’s own words, which are English, where the page has none. */
export function useProblemWords(): (problem: Words & Pick<Problem, 'code'>) => Words {
  const { problems } = useMessages()
  const language = useLocale()
  const known: Readonly<Record<string, Words>> = problems
  return ({ code, title, detail }) =>
    // English details may hold more than the page can know: how long to wait, how large is too large.
    (language === 'en' ? undefined : known[code]) ?? { title, detail }
}
