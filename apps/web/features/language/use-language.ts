'use client'

import { useRouter } from 'next/navigation'
import { useLocale } from 'use-intl'
import { keepChoice } from '../settings/keep-choice.ts'
import type { Language } from '@mooddj/shared/language'
import { LANGUAGE_COOKIE } from './languages.ts'

/** The page's language, and the way to another: what is shown stays, and so does what plays. */
export function useLanguage(): { language: Language; choose: (language: Language) => void } {
  const router = useRouter()
  const language = useLocale()
  return {
    language,
    choose: (wanted) => {
      keepChoice(LANGUAGE_COOKIE, wanted)
      router.refresh()
    },
  }
}
