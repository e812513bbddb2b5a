'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { EMOTION_POINTS, type EmotionPoints } from '@mooddj/shared/affect'

const EmotionPointsContext = createContext<EmotionPoints>(EMOTION_POINTS)

export function EmotionPointsProvider({ points, children }: { points: EmotionPoints; children: ReactNode }) {
  return <EmotionPointsContext value={points}>{children}</EmotionPointsContext>
}

/** Where the deployment says that each emotion lies in the plane. */
export function useEmotionPoints(): EmotionPoints {
  return useContext(EmotionPointsContext)
}
