'use client'

import type { FaceBox } from '@mooddj/card/photo-area'
import { createContext, useContext, useRef } from 'react'

/** Where the live session sees the leading face, as shares of the camera's picture; null where it sees none or none runs. */
const FaceContext = createContext<FaceBox | null>(null)

export const FaceProvider = FaceContext.Provider

/** A face that moves or grows by less than this share of its height leaves the picture as it is. */
const CALM = 0.14

/** The face in the mirrored picture, kept still while the person only sways. */
export function useSteadyFace(): FaceBox | null {
  const seen = useContext(FaceContext)
  const kept = useRef<FaceBox | null>(null)
  if (seen === null) return kept.current
  const [x, y, width, height] = seen
  const mirrored = [1 - x - width, y, width, height] as const
  const before = kept.current
  const isCalm =
    before !== null &&
    Math.hypot(middle(before)[0] - middle(mirrored)[0], middle(before)[1] - middle(mirrored)[1]) <
      CALM * before[3] &&
    Math.abs(before[3] - height) < CALM * before[3]
  if (!isCalm) kept.current = mirrored
  return kept.current
}

function middle([x, y, width, height]: FaceBox): readonly [number, number] {
  return [x + width / 2, y + height / 2]
}
