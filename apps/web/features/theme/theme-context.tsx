'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { keepChoice } from '../settings/keep-choice.ts'
import { type Theme, THEME_COOKIE } from './themes.ts'

interface ThemeChoice {
  theme: Theme
  choose: (theme: Theme) => void
}

const ThemeContext = createContext<ThemeChoice | null>(null)

/** Holds the theme that the server painted first; the style sheet reads it from the document. */
export function ThemeProvider({ initial, children }: { initial: Theme; children: ReactNode }) {
  const [theme, setTheme] = useState(initial)
  const choose = (wanted: Theme) => {
    setTheme(wanted)
    document.documentElement.dataset['theme'] = wanted
    keepChoice(THEME_COOKIE, wanted)
  }
  return <ThemeContext value={{ theme, choose }}>{children}</ThemeContext>
}

export function useTheme(): ThemeChoice {
  const choice = useContext(ThemeContext)
  if (!choice) throw new Error('useTheme needs a ThemeProvider above it')
  return choice
}
