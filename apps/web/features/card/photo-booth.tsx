'use client'

import { Camera, Sparkles } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { PhotoButton } from '../shell/photo-button.tsx'

/** How the photo comes: from the camera after three, two, one, or from the device; or a card without any. */
export function PhotoBooth({ needsPhoto, disabled, onTake, onPhoto, onPlain }: PhotoBoothProps) {
  const t = useTranslations('card')
  return (
    <div className="space-y-3">
      {needsPhoto ? (
        <div className="flex flex-wrap gap-2 *:grow">
          <button
            type="button"
            className="button button-primary whitespace-nowrap"
            disabled={disabled}
            onClick={onTake}
          >
            <Camera aria-hidden size={18} /> {t('take')}
          </button>
          <PhotoButton disabled={disabled} onPhoto={onPhoto} />
        </div>
      ) : (
        <button type="button" className="button button-primary w-full" disabled={disabled} onClick={onPlain}>
          <Sparkles aria-hidden size={18} /> {t('plain')}
        </button>
      )}
      <p className="text-sm text-ink-soft">{needsPhoto ? t('photoNote') : t('plainNote')}</p>
    </div>
  )
}

export interface PhotoBoothProps {
  needsPhoto: boolean
  disabled: boolean
  onTake: () => void
  onPhoto: (photo: File) => void
  onPlain: () => void
}
