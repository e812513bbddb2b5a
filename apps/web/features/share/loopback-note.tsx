'use client'

import { isLoopback } from '../settings/loopback.ts'
import { useSettings } from '../settings/settings-context.tsx'

/** Honest words while shared links lead nowhere from another device. */
export function LoopbackNote() {
  const { publicUrl } = useSettings()
  if (!isLoopback(publicUrl)) return null
  return (
    <p className="text-sm text-ink-soft">
      This link and its code open only on this machine. To open them on your phone, start Mood DJ with{' '}
      <code className="rounded bg-white/10 px-1.5 py-0.5 text-ink">./dj up --lan</code>
    </p>
  )
}
