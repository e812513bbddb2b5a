'use client'

import { Upload } from 'lucide-react'
import { useRef } from 'react'

/** Opens the device's picker for one picture. */
export function PhotoButton({
  onPhoto,
  disabled = false,
}: {
  onPhoto: (photo: File) => void
  disabled?: boolean
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className="button button-quiet"
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        <Upload aria-hidden size={18} /> Upload a photo
      </button>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        aria-label="Photo from this device"
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
