'use client'

import { QrCode } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'

interface Code {
  /** One square a dark module. */
  path: string
  /** Modules a side. */
  size: number
}

/** A QR code of the link, drawn when it is asked for, with the four modules of quiet zone that readers need. */
export function ShareCode({ shareUrl }: { shareUrl: string }) {
  const t = useTranslations('share')
  const [code, setCode] = useState<Code | 'failed' | null>(null)
  const isShown = code !== null && code !== 'failed'
  const toggle = async () => setCode(isShown ? null : await drawCode(shareUrl))
  return (
    <>
      <button
        type="button"
        className="button button-quiet"
        aria-expanded={isShown}
        onClick={() => void toggle()}
      >
        <QrCode aria-hidden size={18} /> {isShown ? t('hideCode') : t('showCode')}
      </button>
      {code === 'failed' ? (
        <p role="alert" className="basis-full text-sm text-warn">
          {t('codeFailed')}
        </p>
      ) : null}
      {isShown ? (
        <figure className="rise flex basis-full flex-wrap items-center gap-4">
          <svg
            role="img"
            aria-label={t('code')}
            viewBox={`-4 -4 ${code.size + 8} ${code.size + 8}`}
            className="code size-44"
            shapeRendering="crispEdges"
          >
            <path d={code.path} />
          </svg>
          <figcaption className="max-w-40 text-sm text-ink-soft">{t('codeMeans')}</figcaption>
        </figure>
      ) : null}
    </>
  )
}

async function drawCode(shareUrl: string): Promise<Code | 'failed'> {
  try {
    const { create } = await import('qrcode')
    const { data, size } = create(shareUrl, { errorCorrectionLevel: 'M' }).modules
    const squares = Array.from(data, (dark, at) =>
      dark ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : '',
    )
    return { path: squares.join(''), size }
  } catch {
    // What draws it is fetched only now, and the network may be gone; the link itself is still there.
    return 'failed'
  }
}
