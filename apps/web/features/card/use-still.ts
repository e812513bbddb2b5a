'use client'

import { useEffect, useState } from 'react'

/** A photo as pixels to draw with, upright; null while there is none, or where this browser cannot read it. */
export function useStill(photo: Blob | null): ImageBitmap | null {
  const [still, setStill] = useState<ImageBitmap | null>(null)
  useEffect(() => {
    if (!photo) return
    let isOver = false
    let opened: ImageBitmap | undefined
    const open = async () => {
      const bitmap = await createImageBitmap(photo)
      if (isOver) return bitmap.close()
      opened = bitmap
      setStill(bitmap)
    }
    // A damaged file is told by the server, in words.
    void open().catch(() => setStill(null))
    return () => {
      isOver = true
      setStill(null)
      opened?.close()
    }
  }, [photo])
  return still
}
