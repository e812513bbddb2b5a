'use client'

import { SignedInOnly } from '../account/signed-in-only.tsx'
import { CardSection } from './card-section.tsx'
import { PlaylistSection } from './playlist-section.tsx'

/** What a listener has made. */
export function LibraryView() {
  return (
    <div className="mx-auto max-w-5xl space-y-10 px-4 py-8 sm:px-6">
      <h1 className="text-4xl">Library</h1>
      <SignedInOnly empty="Your playlists and cards will be here once you have made some.">
        <PlaylistSection />
        <CardSection />
      </SignedInOnly>
    </div>
  )
}
