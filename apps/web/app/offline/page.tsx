import type { Metadata } from 'next'
import { OfflineView } from '#features/offline/offline-view.tsx'

export const metadata: Metadata = { title: 'No connection', robots: { index: false } }

/** What the service worker shows in place of a page while the server cannot be reached. */
export default function OfflinePage() {
  return <OfflineView />
}
