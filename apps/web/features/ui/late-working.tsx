'use client'

import { useEffect, useState } from 'react'
import { Working } from './working.tsx'

const LATE_MS = 1_000

/** As `Working`, for what is mostly there at once: only after a second anything is said of it. */
export function LateWorking({ children }: { children: string }) {
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), LATE_MS)
    return () => clearTimeout(timer)
  }, [])
  return isLate ? <Working>{children}</Working> : null
}
