'use client'

import { Link2, Unlink } from 'lucide-react'
import { useState } from 'react'
import type { SpotifyLink } from '@mooddj/shared/spotify'
import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import type { Kept } from '../api/use-kept.ts'
import { useSettings } from '../settings/settings-context.tsx'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import { isEnding } from './spotify-state.ts'

/** Link, link again, unlink: what a link as it is allows. */
export function SpotifyWays({ link, attempt }: { link: SpotifyLink; attempt: Kept<SpotifyLink>['refresh'] }) {
  const t = useTranslations('account.spotify')
  const { api } = useApi()
  const { publicUrl } = useSettings()
  const [isLeaving, setIsLeaving] = useState(false)
  const begin = async () => {
    setIsLeaving(true)
    try {
      location.assign(await api.beginSpotifyLink())
    } catch (error) {
      setIsLeaving(false)
      throw error
    }
  }
  // A browser keeps what is said at localhost from 127.0.0.1, where Spotify leads back to.
  if (location.hostname === 'localhost' && new URL(publicUrl).hostname !== 'localhost') {
    const page = new URL('/account', publicUrl).href
    return (
      <p className="text-sm text-ink-soft">
        {t.rich('notFromHere', {
          page: () => (
            <a dir="ltr" className="break-all underline" href={page}>
              {page}
            </a>
          ),
        })}
      </p>
    )
  }
  return (
    <div className="flex flex-wrap gap-2">
      {link.state === 'linked' && !isEnding(link, new Date()) ? null : (
        <button
          type="button"
          className="button button-primary"
          disabled={isLeaving}
          onClick={() => void attempt(begin)}
        >
          <Link2 aria-hidden size={18} /> {link.state === 'none' ? t('link') : t('linkAgain')}
        </button>
      )}
      {link.state === 'none' ? null : (
        <ConfirmButton
          word={t('unlink')}
          question={t('unlinkQuestion')}
          Icon={Unlink}
          onConfirm={async () => {
            await api.unlinkSpotify()
            await attempt()
          }}
        />
      )}
    </div>
  )
}
