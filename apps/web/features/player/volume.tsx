'use client'

import { Volume1, Volume2, VolumeX } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { Slider } from '../ui/slider.tsx'
import { usePlayerPart, usePlayerStore } from './player-context.tsx'

/** How loud it is, and silence at a press. */
export function Volume() {
  const t = useTranslations('player')
  const format = useFormatter()
  const store = usePlayerStore()
  const isMuted = usePlayerPart((view) => view.isMuted)
  const volume = usePlayerPart((view) => view.volume)
  const heard = isMuted ? 0 : volume
  const Icon = isMuted ? VolumeX : volume < 0.5 ? Volume1 : Volume2
  return (
    <div className="flex items-center gap-1">
      <button
        type="button"
        className="icon-button text-ink-soft"
        aria-label={isMuted ? t('unmute') : t('mute')}
        onClick={store.toggleMute}
      >
        <Icon aria-hidden size={20} className="rtl:-scale-x-100" />
      </button>
      <Slider
        className="slider-quiet w-14 sm:w-24"
        label={t('volume')}
        spoken={format.number(heard, 'percent')}
        max={1}
        step={0.05}
        value={heard}
        onChange={store.setVolume}
      />
    </div>
  )
}
