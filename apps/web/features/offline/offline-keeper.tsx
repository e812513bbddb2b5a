'use client'

import { useEffect } from 'react'
import { useLocale } from 'use-intl'
import { useTheme } from '../theme/theme-context.tsx'

/**
 * Has the service worker keep what is needed to say something while the server cannot be reached, in the language and theme of now. Development
 * goes without: its files change under the same names.
 */
export function OfflineKeeper() {
  const language = useLocale()
  const { theme } = useTheme()
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
    void keep(navigator.serviceWorker)
  }, [language, theme])
  return null
}

async function keep(workers: ServiceWorkerContainer): Promise<void> {
  try {
    await workers.register('/service-worker.js', { updateViaCache: 'none' })
    const { active } = await workers.ready
    active?.postMessage({ keep: loadedFiles() })
  } catch {
    // A browser may refuse (private windows, certificates that it does not know): the page works without, but for the offline view.
  }
}

function loadedFiles(): string[] {
  const paths = performance.getEntriesByType('resource').map(({ name }) => new URL(name))
  return paths.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname)
}
