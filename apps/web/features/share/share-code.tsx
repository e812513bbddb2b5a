'use client'

import { QrCode } from 'lucide-react'
import { useState } from 'react'

/** A QR code of the link, drawn when it is asked for, with the four modules of quiet zone that readers need. */
export function ShareCode({ shareUrl }: { shareUrl: string }) {
  const [code, setCode] = useState<{ path: string; size: number } | null>(null)
  const show = async () => {
    const { create } = await import('qrcode')
    const { data, size } = create(shareUrl, { errorCorrectionLevel: 'M' }).modules
    const squares = Array.from(data, (dark, at) =>
      dark ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : '',
    )
    setCode({ path: squares.join(''), size })
  }
  if (!code) {
    return (
      <button type="button" className="button button-quiet" onClick={() => void show()}>
        <QrCode aria-hidden size={18} /> Show the code
      </button>
    )
  }
  const full = code.size + 8
  return (
    <svg
      role="img"
      aria-label="QR code of the link"
      viewBox={`-4 -4 ${full} ${full}`}
      className="rise size-44 rounded-xl bg-white"
      shapeRendering="crispEdges"
    >
      <path d={code.path} fill="#07070d" />
    </svg>
  )
}
