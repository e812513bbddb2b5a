'use client'

import { Check, Copy, Share2 } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { LoopbackNote } from './loopback-note.tsx'
import { ShareCode } from './share-code.tsx'

/** The link to a playlist: to copy, to hand to the device, or as a code to scan. */
export function SharePanel({ title, shareUrl }: { title: string; shareUrl: string | null }) {
  const [isCopied, setIsCopied] = useState(false)
  const canShare = useCanShare()
  if (shareUrl === null) {
    return (
      <p className="text-sm text-ink-soft">The link to this playlist was revoked. Nobody else can open it.</p>
    )
  }
  const copy = async () => {
    await navigator.clipboard.writeText(shareUrl)
    setIsCopied(true)
    setTimeout(() => setIsCopied(false), 2_000)
  }
  return (
    <section aria-label="Share" className="glass space-y-3 p-5">
      <div className="flex flex-wrap gap-2">
        <input
          readOnly
          aria-label="Link to this playlist"
          className="field min-w-0 flex-1 basis-48 text-sm"
          value={shareUrl}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="button button-quiet" onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden size={18} /> : <Copy aria-hidden size={18} />}
          <span aria-live="polite">{isCopied ? 'Copied' : 'Copy link'}</span>
        </button>
        {canShare ? (
          <button
            type="button"
            className="button button-quiet"
            onClick={() => void shareLink(title, shareUrl)}
          >
            <Share2 aria-hidden size={18} /> Share
          </button>
        ) : null}
      </div>
      <ShareCode shareUrl={shareUrl} />
      <LoopbackNote />
    </section>
  )
}

/** Whether the device has a share sheet; never on the server. */
export function useCanShare(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => 'share' in navigator,
    () => false,
  )
}

async function shareLink(title: string, url: string): Promise<void> {
  try {
    await navigator.share({ title, url })
  } catch (error) {
    // Closing the share sheet is an answer, not a failure.
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
  }
}
