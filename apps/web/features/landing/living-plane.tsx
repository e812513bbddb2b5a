'use client'

import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { type Affect, EMOTION_POINTS } from '@mooddj/shared/affect'
import { nearestEmotion } from '../mood/affect-colour.ts'
import { affectAt, COMPASS_SIZE } from '../mood/compass-geometry.ts'
import { Compass } from '../mood/compass.tsx'
import { EMOTION_LOOKS } from '../mood/emotion-look.ts'
import { useMoodLight } from '../mood/use-mood-light.ts'

const STEP_MS = 120
const TRAIL = 26

/** A mood compass that wanders from sad to happy by itself and follows the pointer when there is one. */
export function LivingPlane() {
  const [trail, setTrail] = useState<readonly Affect[]>([EMOTION_POINTS.sad])
  const wanted = useRef<Affect | null>(null)
  useEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    if (still) {
      setTrail([LIFT.at(-2) ?? EMOTION_POINTS.happy])
      return
    }
    const begun = performance.now()
    const timer = setInterval(() => {
      if (document.hidden) return
      const goal = wanted.current ?? wanderAt((performance.now() - begun) / 16_000)
      setTrail((before) => [...before, stepTowards(before.at(-1) ?? goal, goal)].slice(-TRAIL))
    }, STEP_MS)
    return () => clearInterval(timer)
  }, [])

  const now = trail.at(-1) ?? EMOTION_POINTS.neutral
  const emotion = nearestEmotion(now)
  useMoodLight(EMOTION_LOOKS[emotion].colour)
  const { word, Icon } = EMOTION_LOOKS[emotion]
  const follow = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLDivElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    wanted.current = affectAt(
      ((clientX - left) / width) * COMPASS_SIZE,
      ((clientY - top) / height) * COMPASS_SIZE,
    )
  }
  return (
    <div className="glass glow mx-auto w-full max-w-md p-4 sm:p-6">
      <div
        className="touch-pan-y"
        onPointerMove={follow}
        onPointerLeave={() => {
          wanted.current = null
        }}
      >
        <Compass
          now={now}
          trail={trail}
          path={LIFT}
          reached={-1}
          label="A mood moving through the plane of pleasant and excited."
        />
      </div>
      <p
        aria-hidden
        className="flex items-center justify-center gap-2 pt-2 font-display text-2xl font-semibold text-mood"
      >
        <Icon size={24} /> {word}
      </p>
    </div>
  )
}

/** The way from sad to happy, as a playlist would plan it. */
const LIFT: readonly Affect[] = Array.from({ length: 9 }, (_, step) => {
  const share = step / 8
  const { sad, happy } = EMOTION_POINTS
  return {
    valence: sad.valence + (happy.valence - sad.valence) * share,
    arousal: sad.arousal + (happy.arousal - sad.arousal) * share,
  }
})

/** A closed curve through the plane; `turns` counts rounds. */
function wanderAt(turns: number): Affect {
  const angle = 2 * Math.PI * turns
  return { valence: 0.78 * Math.sin(angle - 2.2), arousal: 0.6 * Math.sin(1.5 * angle - 0.9) }
}

function stepTowards(from: Affect, goal: Affect): Affect {
  return {
    valence: from.valence + (goal.valence - from.valence) * 0.22,
    arousal: from.arousal + (goal.arousal - from.arousal) * 0.22,
  }
}
