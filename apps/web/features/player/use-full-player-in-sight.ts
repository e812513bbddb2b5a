'use client'

import { type RefObject, useEffect } from 'react'
import { usePlayerStore } from './player-context.tsx'

/** Tells the dock to stay away for as long as this element, a full player's controls, can be seen. */
export function useFullPlayerInSight(controls: RefObject<HTMLElement | null>): void {
  const store = usePlayerStore()
  useEffect(() => {
    const target = controls.current
    if (!target) return
    const held: { hide: (() => void) | null } = { hide: store.showFull() }
    const leave = () => {
      held.hide?.()
      held.hide = null
    }
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) held.hide ??= store.showFull()
      else leave()
    })
    observer.observe(target)
    return () => {
      observer.disconnect()
      leave()
    }
  }, [store, controls])
}
