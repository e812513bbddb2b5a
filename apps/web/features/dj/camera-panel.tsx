'use client'

import { CameraOff } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { FaceBoxes } from '../mood/face-boxes.tsx'
import type { Live } from '../live/use-live.ts'
import { steadiness } from '../live/live-state.ts'
import { ConnectionChip } from './connection-chip.tsx'

/** The camera as in a mirror, each face marked; the border fills while the mood settles. `children` is the line at its foot. */
export function CameraPanel({ stream, video, live, onClose, children }: CameraPanelProps) {
  const t = useTranslations('dj')
  const [ratio, setRatio] = useState(4 / 3)
  useEffect(() => {
    const element = video.current
    if (!element) return
    element.srcObject = stream
    return () => {
      element.srcObject = null
    }
  }, [stream, video])
  const fit = ({ currentTarget }: { currentTarget: HTMLVideoElement }) =>
    setRatio(currentTarget.videoWidth / currentTarget.videoHeight || 4 / 3)
  const steady = steadiness(live.state)
  return (
    <div
      className="ring-of-stability glow mx-auto w-full"
      style={{ '--steady': steady, maxWidth: `calc(${ratio} * 46dvh)` }}
    >
      <span
        role="meter"
        aria-label={t('steady')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * steady)}
      />
      <div className="relative overflow-hidden rounded-3xl bg-black" style={{ aspectRatio: ratio }}>
        <video
          ref={video}
          aria-label={t('camera')}
          autoPlay
          playsInline
          muted
          className="size-full -scale-x-100 object-fill"
          onResize={fit}
          onLoadedMetadata={fit}
        />
        <FaceBoxes faces={live.state.reading?.faces ?? []} />
        <div className="absolute inset-x-3 top-3 flex items-start justify-between">
          <ConnectionChip state={live.connection.state} />
          <button
            type="button"
            className="icon-button bg-picture-veil text-on-picture hover:bg-black/80!"
            aria-label={t('cameraOff')}
            title={t('cameraOff')}
            onClick={onClose}
          >
            <CameraOff aria-hidden size={20} />
          </button>
        </div>
        <div className="absolute inset-x-3 bottom-3">{children}</div>
      </div>
    </div>
  )
}

export interface CameraPanelProps {
  stream: MediaStream
  video: RefObject<HTMLVideoElement | null>
  live: Live
  onClose: () => void
  children: ReactNode
}
