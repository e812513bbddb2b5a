'use client'

import { useCallback, useEffect, useState } from 'react'
import type { ContextRequest } from '@mooddj/shared/playlist-context'
import type { Problem } from '@mooddj/shared/problem'
import { useApi } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { findRoughPlace } from './place.ts'

/** Whether time and weather count, which is the same as the listener's consent to it. */
export interface Moment {
  isOn: boolean
  isBusy: boolean
  problem: Problem | null
  /** Gives or withdraws the consent. */
  turn(on: boolean): void
  /** What may be told of the moment; undefined while the switch is off. */
  read(): Promise<ContextRequest | undefined>
}

/** `isReady`: whether there is someone signed in who may have consented before. */
export function useMoment(isReady: boolean): Moment {
  const { api } = useApi()
  const [isOn, setIsOn] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  /** `otherwise` is how things stand when it fails. */
  const attempt = useCallback(async (work: () => Promise<boolean>, otherwise: boolean) => {
    setIsBusy(true)
    setProblem(null)
    try {
      setIsOn(await work())
    } catch (error) {
      setIsOn(otherwise)
      setProblem(toProblem(error))
    } finally {
      setIsBusy(false)
    }
  }, [])
  useEffect(() => {
    if (isReady) void attempt(async () => (await api.consent('location')).granted, false)
  }, [api, attempt, isReady])
  return {
    isOn,
    isBusy,
    problem,
    turn: (on) => {
      // The switch moves under the finger; nothing is sent before the decision is kept.
      setIsOn(on)
      void attempt(async () => {
        await api.decideConsent(on, 'location')
        // The browser asks in its own words, and now rather than when the music is waited for.
        if (on) await findRoughPlace(navigator.geolocation)
        return on
      }, !on)
    },
    read: async () => {
      if (!isOn) return undefined
      setIsBusy(true)
      const place = await findRoughPlace(navigator.geolocation)
      setIsBusy(false)
      return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, ...place }
    },
  }
}
