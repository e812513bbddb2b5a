'use client'

import { Volume2 } from 'lucide-react'
import { usePlayer } from './player-context.tsx'

export function Volume() {
  const { store, view } = usePlayer()
  return (
    <label className="flex items-center gap-2 text-ink-soft">
      <Volume2 aria-hidden size={20} />
      <input
        type="range"
        className="range w-24"
        aria-label="Volume"
        min={0}
        max={1}
        step={0.05}
        value={view.volume}
        style={{ '--filled': `${view.volume * 100}%` }}
        onChange={(event) => store.setVolume(Number(event.target.value))}
      />
    </label>
  )
}
