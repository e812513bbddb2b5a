/** Dark by design; `device` follows what the device is set to. */
const THEMES = ['dark', 'light', 'device'] as const
export type Theme = (typeof THEMES)[number]

export const THEME_COOKIE = 'theme'

export function readTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'dark'
}
