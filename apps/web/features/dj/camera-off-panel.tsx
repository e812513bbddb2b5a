'use client'

import { Camera, ScanFace } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { PhotoButton } from '../shell/photo-button.tsx'
import { ConnectionChip } from './connection-chip.tsx'
import type { useDj } from './use-dj.ts'

/** Where the camera's picture would be: the ways to a mood. */
export function CameraOffPanel({ dj }: { dj: ReturnType<typeof useDj> }) {
  const t = useTranslations('dj')
  const isReady = dj.entry.status === 'ready'
  return (
    <div className="glass relative grid place-content-center gap-4 px-6 pt-14 pb-8 text-center desk:min-h-80 desk:py-12">
      <div className="absolute start-3 top-3">
        <ConnectionChip state="off" />
      </div>
      <ScanFace aria-hidden size={64} strokeWidth={1.1} className="mx-auto text-mood" />
      <h2 className="text-2xl">{t('offTitle')}</h2>
      <p className="mx-auto max-w-xs text-ink-soft">{t('off')}</p>
      <div className="flex flex-wrap justify-center gap-3">
        <button
          type="button"
          className="button button-quiet"
          disabled={!isReady || dj.camera.isOpening}
          onClick={dj.useCamera}
        >
          <Camera aria-hidden size={18} /> {t('use')}
        </button>
        <PhotoButton disabled={!isReady || dj.photo.isBusy} onPhoto={dj.readPhoto} />
      </div>
    </div>
  )
}
