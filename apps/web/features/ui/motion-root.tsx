'use client'

import { LazyMotion, MotionConfig } from 'motion/react'
import type { ReactNode } from 'react'

const features = async () => (await import('./motion-features.ts')).domAnimation

/** Lets `m` components below move; what moves them is fetched after the first paint. Movement gives way to fades where less is wanted. */
export function MotionRoot({ children }: { children: ReactNode }) {
  return (
    <LazyMotion features={features} strict>
      <MotionConfig reducedMotion="user" transition={{ type: 'spring', duration: 0.25, bounce: 0.15 }}>
        {children}
      </MotionConfig>
    </LazyMotion>
  )
}
