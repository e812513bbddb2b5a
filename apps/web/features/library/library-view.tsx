'use client'

import { IdCard, ListMusic } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { SignedInOnly } from '../account/signed-in-only.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { CardGallery } from './card-gallery.tsx'
import { PathPicture } from './path-picture.tsx'
import { PlaylistList } from './playlist-list.tsx'
import { useCards } from './use-cards.ts'
import { usePlaylists } from './use-playlists.ts'

/** What a listener has made. */
export function LibraryView() {
  const t = useTranslations('library')
  return (
    <div className="mx-auto max-w-5xl px-4 py-8 sm:px-6">
      <h1 className="mb-6 text-4xl">{t('title')}</h1>
      <SignedInOnly empty={t('signedOut')} picture={<PathPicture />}>
        <Shelves />
      </SignedInOnly>
    </div>
  )
}

/** Both lists are held here, so that neither is fetched anew when the other is looked at. */
function Shelves() {
  const t = useTranslations('library')
  const playlists = usePlaylists()
  const cards = useCards()
  return (
    <Tabs
      label={t('shelves')}
      panels={[
        {
          value: 'playlists',
          word: t('playlists'),
          Icon: ListMusic,
          content: <PlaylistList playlists={playlists} />,
        },
        { value: 'cards', word: t('cards'), Icon: IdCard, content: <CardGallery cards={cards} /> },
      ]}
    />
  )
}
