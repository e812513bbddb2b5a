import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { readTranslator } from '#features/language/translator.ts'
import { readShare } from '#features/share/read-share.ts'
import { ShareUnreachable } from '#features/share/share-unreachable.tsx'
import { ShareView } from '#features/share/share-view.tsx'

interface SharePageProps {
  params: Promise<{ token: string }>
}

/** One question to the API a request, though both the head and the body need the answer. */
const shareOf = cache(async (token: string) => {
  const forwardedFor = (await headers()).get('x-forwarded-for')
  return readShare(token, forwardedFor)
})

/** What a messenger shows of the link: the playlist's title and that it plays at once. No mood, no name and no picture of anyone. */
export async function generateMetadata({ params }: SharePageProps): Promise<Metadata> {
  const { token } = await params
  const share = await shareOf(token)
  const t = await readTranslator()
  const robots = { index: false }
  if (share.found !== 'playlist') return { title: t('shell.sharedPlaylist'), robots }
  const { title, tracks } = share.playlist
  const description = t('share.description', { count: tracks.length })
  const url = `/s/${encodeURIComponent(token)}`
  return {
    title,
    description,
    robots,
    openGraph: { type: 'website', siteName: 'Mood DJ', title, description, url },
    twitter: { card: 'summary', title, description },
  }
}

export default async function SharePage({ params }: SharePageProps) {
  const { token } = await params
  const share = await shareOf(token)
  if (share.found === 'nothing') notFound()
  if (share.found === 'problem') return <ShareUnreachable problem={share.problem} />
  return <ShareView token={token} playlist={share.playlist} />
}
