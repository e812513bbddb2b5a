'use client'

import { Direction } from 'radix-ui'
import type { ReactNode } from 'react'
import { IntlProvider } from 'use-intl'
import { FORMATS } from './formats.ts'
import type { Language } from '@mooddj/shared/language'
import { LANGUAGES } from './languages.ts'
import type { Messages } from './messages.ts'

/** Gives the client components below their words, and the direction to read them in. */
export function LanguageProvider({ language, messages, children }: LanguageProviderProps) {
  return (
    <IntlProvider locale={language} messages={messages} formats={FORMATS} timeZone="UTC">
      <Direction.Provider dir={LANGUAGES[language].direction}>{children}</Direction.Provider>
    </IntlProvider>
  )
}

export interface LanguageProviderProps {
  language: Language
  messages: Messages
  children: ReactNode
}
