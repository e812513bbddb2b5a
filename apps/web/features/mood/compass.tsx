'use client'

import type { Affect } from '@mooddj/shared/affect'
import { useTranslations } from 'use-intl'
import { EMOTIONS } from '@mooddj/shared/emotion'
import { colourOfAffect } from './affect-colour.ts'
import { COMPASS_SIZE, compassPoint } from './compass-geometry.ts'
import { EMOTION_LOOKS } from './emotion-look.ts'
import { useEmotionPoints } from './emotion-points-context.tsx'

const MIDDLE = COMPASS_SIZE / 2

/**
 * The valence/arousal plane: where the mood is now, where it was in the last seconds, and the way that a playlist plans.
 * `reached` is the index of the playing track: beads up to it are lit.
 */
export function Compass({ now, trail, path, reached, label }: CompassProps) {
  return (
    <div className="relative">
      <div aria-hidden className="plane-field absolute inset-[10%] rounded-full" />
      <svg
        viewBox={`0 0 ${COMPASS_SIZE} ${COMPASS_SIZE}`}
        role="img"
        aria-label={label}
        className="relative block h-auto w-full select-none"
        style={{ direction: 'ltr' }}
      >
        <Ground />
        {path.length > 0 ? <Path path={path} reached={reached} /> : null}
        <Trail trail={trail} />
        {now ? <Point at={now} /> : null}
        <Emotions />
      </svg>
    </div>
  )
}

export interface CompassProps {
  now: Affect | null
  /** Oldest first. */
  trail: readonly Affect[]
  path: readonly Affect[]
  reached: number
  /** What the picture shows, in words. */
  label: string
}

function Ground() {
  const t = useTranslations('mood')
  return (
    <g>
      <circle
        cx={MIDDLE}
        cy={MIDDLE}
        r="80"
        fill="var(--color-fill)"
        stroke="var(--color-line-strong)"
        strokeOpacity="0.6"
      />
      <circle cx={MIDDLE} cy={MIDDLE} r="40" fill="none" stroke="var(--color-line)" />
      <path d="M20 100H180M100 20V180" stroke="var(--color-line)" />
      <g fill="var(--color-ink-soft)" fontSize="8" textAnchor="middle">
        <text x="100" y="13">
          {t('excited')}
        </text>
        <text x="100" y="194">
          {t('calm')}
        </text>
        <text x="12" y="100" transform="rotate(-90 12 100)" dy="2">
          {t('unpleasant')}
        </text>
        <text x="188" y="100" transform="rotate(90 188 100)" dy="2">
          {t('pleasant')}
        </text>
      </g>
    </g>
  )
}

/** Each emotion's dot and word. A halo keeps the words readable over whatever lies beneath. */
function Emotions() {
  const t = useTranslations('mood.words')
  const points = useEmotionPoints()
  return EMOTIONS.map((emotion) => {
    const { x, y } = compassPoint(points[emotion])
    const { anchor, dx, dy } = WORD_PLACES[emotion]
    return (
      <g key={emotion} style={{ fill: EMOTION_LOOKS[emotion].colour }}>
        <circle cx={x} cy={y} r="1.8" />
        <text
          x={x + dx}
          y={y + dy}
          textAnchor={anchor}
          fontSize="7.5"
          fontWeight="500"
          paintOrder="stroke"
          strokeWidth="2.6"
          strokeLinejoin="round"
          className="compass-word"
        >
          {t(emotion)}
        </text>
      </g>
    )
  })
}

/** Beside which side of its dot each word stands, so that none covers another. */
const WORD_PLACES = {
  happy: { anchor: 'end', dx: -4, dy: -4 },
  sad: { anchor: 'middle', dx: 2, dy: 10 },
  angry: { anchor: 'start', dx: 4, dy: -2 },
  neutral: { anchor: 'start', dx: 4, dy: 9 },
  surprise: { anchor: 'middle', dx: 0, dy: -5 },
  fear: { anchor: 'end', dx: -1, dy: -5 },
  disgust: { anchor: 'start', dx: 4, dy: 4 },
} as const

function Path({ path, reached }: { path: readonly Affect[]; reached: number }) {
  const points = path.map(compassPoint)
  return (
    <g>
      <polyline
        points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
        fill="none"
        stroke="var(--color-line-strong)"
        strokeDasharray="2 3"
      />
      {path.map((affect, index) => {
        const { x, y } = compassPoint(affect)
        const isLit = index <= reached
        return (
          <circle
            // A path may pass the same point twice; its place in the path is what names a bead.
            key={index}
            cx={x}
            cy={y}
            r={index === reached ? 4.5 : 3}
            style={{
              fill: isLit ? colourOfAffect(affect) : 'var(--color-ground-raised)',
              stroke: colourOfAffect(affect),
            }}
            strokeWidth="1.2"
          />
        )
      })}
    </g>
  )
}

function Trail({ trail }: { trail: readonly Affect[] }) {
  const points = trail.map(compassPoint)
  return (
    <g style={{ stroke: 'var(--mood)' }} strokeLinecap="round" fill="none" strokeWidth="1.6">
      {points.slice(1).map((to, index) => {
        const from = points[index] ?? to
        return (
          <path
            key={index}
            d={`M${from.x} ${from.y}L${to.x} ${to.y}`}
            opacity={(0.6 * (index + 1)) / points.length}
          />
        )
      })}
    </g>
  )
}

function Point({ at }: { at: Affect }) {
  const { x, y } = compassPoint(at)
  return (
    <g
      style={{
        transform: `translate(${x}px, ${y}px)`,
        transition: 'transform 200ms ease-out',
        fill: 'var(--mood)',
      }}
    >
      <circle r="13" opacity="0.22" />
      <circle r="8" opacity="0.35" />
      <circle r="4.5" style={{ fill: 'white' }} stroke="var(--mood)" />
    </g>
  )
}
