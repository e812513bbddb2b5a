'use client'

import { Check, Copy, Link2Off, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useApi } from '../api/api-context.tsx'
import { usePlayer } from '../player/player-context.tsx'
import { shareToken } from '../share/own-origin.ts'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import type { PlaylistRowProps } from './playlist-row.tsx'

const COPIED_MS = 2_000

/** Pass the link on, take it back, delete the playlist. */
export function PlaylistActions({ playlist, onChanged }: PlaylistRowProps) {
  const t = useTranslations('library')
  const { api } = useApi()
  const { store, view } = usePlayer()
  const { shareUrl } = playlist
  const remove = async () => {
    await api.deletePlaylist(playlist.id)
    if (view.queue?.own?.id === playlist.id) await store.unload()
    onChanged(null)
  }
  const revoke = async (url: string) => {
    await api.revokeShare(shareToken(url))
    onChanged({ ...playlist, shareUrl: null })
  }
  return (
    <div className="relative flex flex-wrap items-center gap-2 justify-self-start desk:justify-self-end">
      {shareUrl === null ? (
        <p className="me-2 text-sm text-ink-soft">{t('revoked')}</p>
      ) : (
        <>
          <CopyButton text={shareUrl} />
          <ConfirmButton
            look="icon"
            word={t('revoke')}
            question={t('revokeQuestion')}
            Icon={Link2Off}
            onConfirm={() => revoke(shareUrl)}
          />
        </>
      )}
      <ConfirmButton
        look="icon"
        word={t('delete')}
        question={t('deletePlaylistQuestion')}
        Icon={Trash2}
        onConfirm={remove}
      />
    </div>
  )
}

function CopyButton({ text }: { text: string }) {
  const t = useTranslations('library')
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setIsCopied(true)
    setTimeout(() => setIsCopied(false), COPIED_MS)
  }
  return (
    <button type="button" className="button button-quiet" onClick={() => void copy()}>
      {isCopied ? <Check aria-hidden size={18} /> : <Copy aria-hidden size={18} />}
      <span aria-live="polite">{isCopied ? t('copied') : t('copyLink')}</span>
    </button>
  )
}
