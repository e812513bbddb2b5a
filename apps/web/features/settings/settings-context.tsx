'use client'

import { createContext, type ReactNode, useContext } from 'react'

/** What the browser needs to know of the server's settings. */
export interface PageSettings {
  /** `ws(s)://host` of the gateway. */
  socketOrigin: string
  /** The origin that shared links start with. */
  publicUrl: string
  /** Whether time and weather may count. */
  hasContext: boolean
}

const SettingsContext = createContext<PageSettings | null>(null)

export function SettingsProvider({ settings, children }: { settings: PageSettings; children: ReactNode }) {
  return <SettingsContext value={settings}>{children}</SettingsContext>
}

export function useSettings(): PageSettings {
  const settings = useContext(SettingsContext)
  if (!settings) throw new Error('useSettings needs a SettingsProvider above it')
  return settings
}
