'use client'

import { useEffect } from 'react'
import type { PlayerStore } from './player-store.ts'

/**
 * Space plays and pauses, the arrows move along the queue, L likes, S says "not for me", M mutes; never while something else wants the key. The right
 * arrow is the next track in every language, as the buttons stand.
 */
export function usePlayerKeys(store: PlayerStore, active: boolean): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (wantsKey(event.target, event.key)) return
      const act = actionOf(event, store)
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [store, active])
}

/** Letters go by the place of the key, so that they work on an Arabic keyboard, too. A key that is held down acts once. */
function actionOf({ key, code, repeat }: KeyboardEvent, store: PlayerStore): (() => void) | null {
  if (repeat) return null
  switch (key) {
    case ' ':
      return () => void store.toggle()
    case 'ArrowRight':
      return () => void store.next()
    case 'ArrowLeft':
      return () => void store.previous()
  }
  switch (code) {
    case 'KeyL':
      return store.like
    case 'KeyS':
      return store.view().queue?.own ? () => void store.skip() : null
    case 'KeyM':
      return store.toggleMute
    default:
      return null
  }
}

/** What these hold is moved by the arrow keys. */
const MOVED_BY_ARROWS = '[role=radiogroup], [role=tablist], [role=slider]'

/** A button wants the space bar only; fields, sliders, groups of choices and dialogs want what they are steered by. */
function wantsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('input, select, textarea, [role=dialog], [role=alertdialog]') !== null) return true
  if (target.closest(MOVED_BY_ARROWS) !== null) return key.startsWith('Arrow') || key === ' '
  return key === ' ' && target.closest('button, a, summary') !== null
}
