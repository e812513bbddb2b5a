'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Working } from '../ui/working.tsx'
import { usePlayerPart } from './player-context.tsx'

/** Before this long has passed, opening the sound needs no word. */
const PATIENCE_MS = 500

/** Says that the sound is being opened, where that takes long enough to wonder. */
export function OpeningNote() {
  const t = useTranslations('player')
  const isOpening = usePlayerPart((view) => view.isOpening)
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    if (!isOpening) return
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      setIsLong(false)
    }
  }, [isOpening])
  return isLong ? <Working>{t('opening')}</Working> : null
}
