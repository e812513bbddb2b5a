import type { Metadata } from 'next'
import { readTranslator } from '#features/language/translator.ts'
import { PlaylistView } from '#features/library/playlist-view.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readTranslator())('shell.playlist') }
}

export default async function PlaylistPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <PlaylistView id={id} />
}
