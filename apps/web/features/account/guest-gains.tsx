'use client'

import { Globe, IdCard, KeyRound, ListMusic } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { PathPicture } from '../library/path-picture.tsx'

const GAINS = [
  { key: 'everywhere', Icon: Globe },
  { key: 'playlists', Icon: ListMusic },
  { key: 'cards', Icon: IdCard },
  { key: 'back', Icon: KeyRound },
] as const

/** What an account adds to being a guest, said before anything is asked. */
export function GuestGains() {
  const t = useTranslations('account.gains')
  return (
    <div className="space-y-4 py-1">
      <h2 className="text-2xl">{t('title')}</h2>
      <ul className="space-y-3">
        {GAINS.map(({ key, Icon }) => (
          <li key={key} className="flex gap-3">
            <Icon aria-hidden size={20} className="mt-0.5 shrink-0 text-mood" />
            <span className="text-ink-soft">{t(key)}</span>
          </li>
        ))}
      </ul>
      <p className="text-sm text-ink-soft">{t('little')}</p>
      <div className="hidden justify-center pt-4 desk:flex">
        <PathPicture />
      </div>
    </div>
  )
}
