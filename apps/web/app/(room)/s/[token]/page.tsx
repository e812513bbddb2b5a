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

export async function generateMetadata({ params }: SharePageProps): Promise<Metadata> {
  const share = await shareOf((await params).token)
  return {
    title:
      share.found === 'playlist' ? share.playlist.title : (await readTranslator())('shell.sharedPlaylist'),
    robots: { index: false },
  }
}

export default async function SharePage({ params }: SharePageProps) {
  const { token } = await params
  const share = await shareOf(token)
  if (share.found === 'nothing') notFound()
  if (share.found === 'problem') return <ShareUnreachable problem={share.problem} />
  return <ShareView token={token} playlist={share.playlist} />
}
