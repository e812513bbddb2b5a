import type { FORMATS } from './formats.ts'
import type { Language } from '@mooddj/shared/language'
import type { Messages } from './messages.ts'

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language
    Messages: Messages
    Formats: typeof FORMATS
  }
}
