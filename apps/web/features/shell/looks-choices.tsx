'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { LANGUAGES } from '../language/languages.ts'
import { useLanguage } from '../language/use-language.ts'
import { useTheme } from '../theme/theme-context.tsx'
import { Choice } from '../ui/choice.tsx'

/** All choices of how the page looks and in which language it speaks. */
export function LooksChoices() {
  const t = useTranslations('shell')
  const { theme, choose: chooseTheme } = useTheme()
  const { language, choose: chooseLanguage } = useLanguage()
  return (
    <div className="grid gap-4">
      <div>
        <p className="label mb-2">{t('theme')}</p>
        <Choice
          label={t('theme')}
          value={theme}
          onChange={chooseTheme}
          options={[
            { value: 'dark', word: t('themeDark'), Icon: Moon },
            { value: 'light', word: t('themeLight'), Icon: Sun },
            { value: 'device', word: t('themeDevice'), Icon: Monitor },
          ]}
        />
      </div>
      <div>
        <p className="label mb-2">{t('language')}</p>
        <Choice
          label={t('language')}
          value={language}
          onChange={chooseLanguage}
          options={[
            { value: 'en', word: LANGUAGES.en.name },
            { value: 'ar', word: LANGUAGES.ar.name },
          ]}
        />
      </div>
    </div>
  )
}
