'use client'

import { CircleEqual, TrendingUp } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { Strategy, Target } from '@mooddj/shared/playlist'
import { Working } from '../shell/working.tsx'

const TARGETS: readonly { target: Target; word: string }[] = [
  { target: 'happy', word: 'Happy' },
  { target: 'calm', word: 'Calm' },
]

/** The two things that music can do with a mood. */
export function ComposePanel({ isBusy, isReady, onCompose, children }: ComposePanelProps) {
  const [target, setTarget] = useState<Target>('happy')
  const id = useId()
  return (
    <section aria-label="Compose" className="glass p-4 sm:p-5">
      <div className="grid grid-cols-2 gap-3 sm:gap-4">
        <div className="flex flex-col gap-2">
          <button
            type="button"
            className="button button-primary min-h-13 px-3 whitespace-nowrap"
            aria-describedby={`${id}-match`}
            disabled={isBusy || !isReady}
            onClick={() => onCompose('match', undefined)}
          >
            <CircleEqual aria-hidden size={20} /> Match Vibe
          </button>
          <p id={`${id}-match`} className="text-sm text-ink-soft">
            Stays where you are.
          </p>
        </div>
        <div className="flex flex-col gap-2">
          <button
            type="button"
            className="button button-primary min-h-13 px-3 whitespace-nowrap"
            aria-describedby={`${id}-cheer`}
            disabled={isBusy || !isReady}
            onClick={() => onCompose('cheer-up', target)}
          >
            <TrendingUp aria-hidden size={20} /> Cheer Up
          </button>
          <p id={`${id}-cheer`} className="text-sm text-ink-soft">
            Starts where you are, then lifts.
          </p>
        </div>
      </div>
      <fieldset className="mt-3 flex flex-wrap items-center gap-2">
        <legend className="label float-left mr-3 py-3">Lift towards</legend>
        {TARGETS.map((choice) => (
          <label
            key={choice.target}
            className="button button-quiet cursor-pointer has-checked:border-mood has-checked:bg-mood/20 has-focus-visible:outline-2 has-focus-visible:outline-cyan"
          >
            <input
              type="radio"
              name={id}
              className="sr-only"
              checked={target === choice.target}
              onChange={() => setTarget(choice.target)}
            />
            {choice.word}
          </label>
        ))}
      </fieldset>
      {children}
      {isBusy ? <Working>Composing your playlist</Working> : null}
    </section>
  )
}

export interface ComposePanelProps {
  isBusy: boolean
  /** Whether there is someone to compose for yet. */
  isReady: boolean
  onCompose: (strategy: Strategy, target: Target | undefined) => void
  /** What else may count. */
  children?: ReactNode
}
