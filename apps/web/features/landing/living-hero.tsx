'use client'

import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Affect, EMOTION_POINTS } from '@mooddj/shared/affect'
import { nearestEmotion } from '../mood/affect-colour.ts'
import { affectAt, COMPASS_SIZE } from '../mood/compass-geometry.ts'
import { Compass } from '../mood/compass.tsx'
import { EMOTION_LOOKS } from '../mood/emotion-look.ts'
import { useMoodLight } from '../mood/use-mood-light.ts'
import { LIFT, stepTowards, wanderAt } from './mood-drift.ts'
import { Silk } from './silk.tsx'
import { whenQuiet } from './when-quiet.ts'

const STEP_MS = 120
const TRAIL = 26
const ROUND_MS = 16_000

/** A mood that wanders through the compass by itself and follows the pointer when there is one; ribbons and light go with it. */
export function LivingHero() {
  const t = useTranslations()
  const [trail, setTrail] = useState<readonly Affect[]>([EMOTION_POINTS.sad])
  const wanted = useRef<Affect | null>(null)
  const now = trail.at(-1) ?? EMOTION_POINTS.neutral
  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      setTrail([LIFT.at(-2) ?? EMOTION_POINTS.happy])
      return
    }
    const run: { timer?: ReturnType<typeof setInterval> } = {}
    const leave = whenQuiet(() => {
      const begun = performance.now()
      run.timer = setInterval(() => {
        if (document.hidden) return
        const goal = wanted.current ?? wanderAt((performance.now() - begun) / ROUND_MS)
        setTrail((before) => [...before, stepTowards(before.at(-1) ?? goal, goal, 0.22)].slice(-TRAIL))
      }, STEP_MS)
    })
    return () => {
      leave()
      clearInterval(run.timer)
    }
  }, [])

  const emotion = nearestEmotion(now)
  const { colour, Icon } = EMOTION_LOOKS[emotion]
  useMoodLight(colour)
  const follow = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLDivElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    wanted.current = affectAt(
      ((clientX - left) / width) * COMPASS_SIZE,
      ((clientY - top) / height) * COMPASS_SIZE,
    )
  }
  return (
    <>
      <Silk mood={now} />
      <div className="glass-deep glow mx-auto w-full max-w-md rounded-[28px] p-4 sm:p-6">
        <div
          className="touch-pan-y"
          onPointerMove={follow}
          onPointerLeave={() => {
            wanted.current = null
          }}
        >
          <Compass now={now} trail={trail} path={LIFT} reached={-1} label={t('landing.plane')} />
        </div>
        <p
          aria-hidden
          className="flex items-center justify-center gap-2 pt-2 font-display text-2xl font-semibold text-mood"
        >
          <Icon size={24} /> {t(`mood.words.${emotion}`)}
        </p>
      </div>
    </>
  )
}
