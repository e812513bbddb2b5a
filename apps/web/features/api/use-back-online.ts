'use client'

import { useEffect } from 'react'

/** Tries again as soon as the browser has a network again; only while `isWanted`. */
export function useBackOnline(isWanted: boolean, again: () => Promise<void>): void {
  useEffect(() => {
    if (!isWanted) return
    const retry = () => void again()
    addEventListener('online', retry)
    return () => removeEventListener('online', retry)
  }, [isWanted, again])
}
