'use client'

import { AudioLines, ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { SpotifyLink } from '@mooddj/shared/spotify'
import type { PlaylistWish } from '../api/api.ts'
import { Choice } from '../ui/choice.tsx'

export type Provider = NonNullable<PlaylistWish['provider']>

/** Where the music is to come from, for whoever linked Spotify; for others the way to link it, where this house can. */
export function ProviderChoice({ link, provider, onChoose }: ProviderChoiceProps) {
  const t = useTranslations('spotify')
  switch (link) {
    case 'linked':
      return (
        <div className="mt-4">
          <Choice
            label={t('music')}
            value={provider}
            onChange={onChoose}
            options={[
              { value: 'built-in', word: t('here'), Icon: AudioLines },
              { value: 'spotify', word: t('there'), Icon: ExternalLink },
            ]}
          />
        </div>
      )
    case 'none':
    case 'ended':
      return (
        <p className="mt-3 text-center text-sm">
          <Link
            href="/account"
            className="inline-block py-2 text-ink-soft underline underline-offset-4 hover:text-ink"
          >
            {link === 'none' ? t('link') : t('relink')}
          </Link>
        </p>
      )
    case 'not-configured':
    case null:
      return null
    default:
      return link satisfies never
  }
}

export interface ProviderChoiceProps {
  /** How the listener's account stands with Spotify; null while that is not known. */
  link: SpotifyLink['state'] | null
  provider: Provider
  onChoose: (provider: Provider) => void
}
