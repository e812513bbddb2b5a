import type { Metadata } from 'next'
import { DjView } from '#features/dj/dj-view.tsx'

export const metadata: Metadata = { title: 'DJ' }

export default function DjPage() {
  return <DjView />
}
