import type { Metadata } from 'next'
import { DjView } from '#features/dj/dj-view.tsx'
import { readTranslator } from '#features/language/translator.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readTranslator())('shell.dj') }
}

export default function DjPage() {
  return <DjView />
}
