'use client'

import { ArrowRight } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Affect } from '@mooddj/shared/affect'
import type { Feelings } from '@mooddj/shared/playlist'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { nearestFeeling } from './feeling-words.ts'

/** What the listener said before and after, as two points of the plane and two words. It claims nothing about what lies between. */
export function FeelingPath({ feelings: { before, after }, isKept }: FeelingPathProps) {
  const t = useTranslations('player.feeling')
  return (
    <div className="flex items-center gap-4">
      <Plane before={before} after={after} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {before ? <Said when={t('wasBefore')} at={before} /> : null}
          {before && after ? (
            <ArrowRight aria-hidden size={18} className="text-ink-soft rtl:-scale-x-100" />
          ) : null}
          {after ? <Said when={t('isAfter')} at={after} /> : null}
        </p>
        {isKept ? <p className="mt-1 text-xs text-ink-soft">{t('kept')}</p> : null}
      </div>
    </div>
  )
}

export interface FeelingPathProps {
  feelings: Feelings
  /** Whether all of it has reached the server. */
  isKept: boolean
}

function Said({ when, at }: { when: string; at: Affect }) {
  const t = useTranslations('player.feeling')
  const { name, Icon } = nearestFeeling(at)
  return (
    <span className="flex items-center gap-2">
      <Icon aria-hidden size={20} style={{ color: colourOfAffect(at) }} />
      <span>
        <span className="block text-xs text-ink-soft">{when}</span>
        <span className="block font-medium">{t(`words.${name}`)}</span>
      </span>
    </span>
  )
}

const REACH = 30

function Plane({ before, after }: { before: Affect | undefined; after: Affect | undefined }) {
  const place = ({ valence, arousal }: Affect) => ({ cx: valence * REACH, cy: -arousal * REACH })
  const from = before && place(before)
  const to = after && place(after)
  return (
    <svg aria-hidden viewBox="-40 -40 80 80" className="size-20 shrink-0">
      <circle r="38" fill="var(--color-fill)" stroke="var(--color-line)" />
      <path d="M-38 0H38M0 -38V38" stroke="var(--color-line)" />
      {from && to ? (
        <path
          d={`M${from.cx} ${from.cy}L${to.cx} ${to.cy}`}
          stroke="var(--color-line-strong)"
          strokeWidth="1.5"
          strokeDasharray="2 3"
        />
      ) : null}
      {before ? (
        <circle {...from} r="5" fill="none" strokeWidth="2" style={{ stroke: colourOfAffect(before) }} />
      ) : null}
      {after ? <circle {...to} r="6" style={{ fill: colourOfAffect(after) }} /> : null}
    </svg>
  )
}
