'use client'

import { Upload } from 'lucide-react'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'

/** Opens the device's picker for one picture. */
export function PhotoButton({
  onPhoto,
  disabled = false,
}: {
  onPhoto: (photo: File) => void
  disabled?: boolean
}) {
  const t = useTranslations('shell')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className="button button-quiet"
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        <Upload aria-hidden size={18} /> {t('upload')}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        aria-label={t('photoOfDevice')}
        className="hidden"
        onChange={(event) => {
          const photo = event.target.files?.[0]
          if (photo) onPhoto(photo)
          event.target.value = ''
        }}
      />
    </>
  )
}
