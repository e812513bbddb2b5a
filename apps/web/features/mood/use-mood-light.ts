'use client'

import { useEffect } from 'react'

/** Lights the whole page in one colour for as long as the caller is shown; the ease is in the style sheet. */
export function useMoodLight(colour: string | null): void {
  useEffect(() => {
    if (colour === null) return
    document.documentElement.style.setProperty('--mood', colour)
    return () => {
      document.documentElement.style.removeProperty('--mood')
    }
  }, [colour])
}
