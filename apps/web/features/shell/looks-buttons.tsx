'use client'

import { Moon, Sun } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { LANGUAGES } from '../language/languages.ts'
import { useLanguage } from '../language/use-language.ts'
import { useTheme } from '../theme/theme-context.tsx'

/** One tap to the other language and one to the other look; the account view has all choices. */
export function LooksButtons() {
  const t = useTranslations('shell')
  const { theme, choose: chooseTheme } = useTheme()
  const { language, choose: chooseLanguage } = useLanguage()
  const other = language === 'en' ? 'ar' : 'en'
  const isLight = theme === 'light'
  return (
    <>
      <button
        type="button"
        lang={other}
        className="icon-button w-auto min-w-12 px-3 text-sm font-medium"
        onClick={() => chooseLanguage(other)}
      >
        {LANGUAGES[other].name}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={isLight ? t('toDark') : t('toLight')}
        title={isLight ? t('toDark') : t('toLight')}
        onClick={() => chooseTheme(isLight ? 'dark' : 'light')}
      >
        {isLight ? <Moon aria-hidden size={20} /> : <Sun aria-hidden size={20} />}
      </button>
    </>
  )
}
