'use client'

import { useTranslations } from 'use-intl'
import { isLoopback } from '../settings/loopback.ts'
import { useSettings } from '../settings/settings-context.tsx'

/** Honest words while shared links lead nowhere from another device. */
export function LoopbackNote() {
  const t = useTranslations('share')
  const { publicUrl } = useSettings()
  if (!isLoopback(publicUrl)) return null
  return (
    <p className="text-sm text-ink-soft">
      {t.rich('loopback', {
        command: (words) => (
          <code dir="ltr" className="inline-block rounded bg-fill-strong px-1.5 whitespace-nowrap text-ink">
            {words}
          </code>
        ),
      })}
    </p>
  )
}
