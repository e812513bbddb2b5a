'use client'

import { useSignInState } from '../api/api-context.tsx'
import { useJudgementFlush } from './player-context.tsx'

/** Draws nothing: sends what earlier visits left unsent once someone is signed in. */
export function JudgementSender() {
  useJudgementFlush(useSignInState().status === 'signed-in')
  return null
}
