'use client'

import { Check, Copy, Link2Off, Share2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { LoopbackNote } from './loopback-note.tsx'
import { ShareCode } from './share-code.tsx'
import { copyLink, sendLink } from './share-link.ts'
import { useCanShare } from './use-can-share.ts'

/** For how long a copied link is said to be. */
const COPIED_MS = 2_000

/** The link to a playlist: to copy, to hand to the device, or as a code to scan. */
export function SharePanel({ title, shareUrl }: { title: string; shareUrl: string | null }) {
  const t = useTranslations('share')
  if (shareUrl === null) {
    return (
      <p className="flex items-start gap-2.5 px-1 text-sm text-ink-soft">
        <Link2Off aria-hidden size={18} className="mt-0.5 shrink-0" /> {t('revoked')}
      </p>
    )
  }
  return (
    <section aria-labelledby="share-title" className="glass space-y-3 p-5">
      <div>
        <h3 id="share-title" className="text-lg">
          {t('title')}
        </h3>
        <p className="mt-1 text-sm text-ink-soft">{t('seen')}</p>
      </div>
      <ShareLink title={title} shareUrl={shareUrl} />
      <LoopbackNote />
    </section>
  )
}

function ShareLink({ title, shareUrl }: { title: string; shareUrl: string }) {
  const t = useTranslations('share')
  const field = useRef<HTMLInputElement>(null)
  const [copying, setCopying] = useState<'copied' | 'by-hand' | null>(null)
  const canShare = useCanShare()
  const byHand = () => {
    field.current?.select()
    setCopying('by-hand')
  }
  const copy = async () => {
    if (!(await copyLink(shareUrl))) return byHand()
    setCopying('copied')
    setTimeout(() => setCopying(null), COPIED_MS)
  }
  const send = async () => {
    if (!(await sendLink(title, shareUrl))) byHand()
  }
  return (
    <div className="flex flex-wrap gap-2">
      <input
        ref={field}
        readOnly
        dir="ltr"
        aria-label={t('link')}
        className="field min-w-0 flex-1 basis-48 text-sm"
        value={shareUrl}
        onFocus={(event) => event.target.select()}
      />
      <button type="button" className="button button-quiet" onClick={() => void copy()}>
        {copying === 'copied' ? <Check aria-hidden size={18} /> : <Copy aria-hidden size={18} />}
        <span aria-live="polite">{copying === 'copied' ? t('copied') : t('copy')}</span>
      </button>
      {canShare ? (
        <button type="button" className="button button-quiet" onClick={() => void send()}>
          <Share2 aria-hidden size={18} /> {t('send')}
        </button>
      ) : null}
      <p role="status" className={copying === 'by-hand' ? 'basis-full text-sm text-warn' : 'sr-only'}>
        {copying === 'by-hand' ? t('copyByHand') : ''}
      </p>
      <ShareCode shareUrl={shareUrl} />
    </div>
  )
}
