import type { Metadata } from 'next'
import { readTranslator } from '#features/language/translator.ts'
import { OfflineView } from '#features/offline/offline-view.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await readTranslator()
  return { title: t('offline.title'), robots: { index: false } }
}

/** What the service worker shows in place of a page while the server cannot be reached. */
export default function OfflinePage() {
  return <OfflineView />
}
