'use client'

import { useEffect, useRef, useState } from 'react'

const FROM = 3

/** A count of three, two, one. */
export interface Countdown {
  /** Null while it is not counting. */
  left: number | null
  begin: () => void
  cancel: () => void
}

/** Counts three, two, one, a second each, then calls `onZero`. */
export function useCountdown(onZero: () => Promise<void>): Countdown {
  const [left, setLeft] = useState<number | null>(null)
  const act = useRef(onZero)
  useEffect(() => {
    act.current = onZero
  })
  useEffect(() => {
    if (left === null) return
    const timer = setTimeout(() => {
      if (left > 1) {
        setLeft(left - 1)
        return
      }
      setLeft(null)
      void act.current()
    }, 1_000)
    return () => clearTimeout(timer)
  }, [left])
  return { left, begin: () => setLeft(FROM), cancel: () => setLeft(null) }
}
