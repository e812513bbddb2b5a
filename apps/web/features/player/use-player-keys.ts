'use client'

import { useEffect } from 'react'
import type { PlayerStore } from './player-store.ts'

/** Space plays and pauses, the arrows move along the queue, L likes; never while something else wants the key. */
export function usePlayerKeys(store: PlayerStore, active: boolean): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        wantsKey(event.target, event.key)
      )
        return
      const act = actionOf(event.key, store)
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [store, active])
}

function actionOf(key: string, store: PlayerStore): (() => void) | null {
  switch (key) {
    case ' ':
      return () => void store.toggle()
    case 'ArrowRight':
      return () => void store.next()
    case 'ArrowLeft':
      return () => void store.previous()
    case 'l':
    case 'L':
      return store.like
    default:
      return null
  }
}

/** A button wants the space bar only; fields, sliders and dialogs want every key. */
function wantsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('input, select, textarea, [role=dialog], [role=alertdialog]') !== null) return true
  return key === ' ' && target.closest('button, a, summary') !== null
}
