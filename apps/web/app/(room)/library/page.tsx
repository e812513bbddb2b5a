import type { Metadata } from 'next'
import { LibraryView } from '#features/library/library-view.tsx'
import { readTranslator } from '#features/language/translator.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readTranslator())('shell.library') }
}

export default function LibraryPage() {
  return <LibraryView />
}
