import { dominantEmotion } from '@mooddj/shared/emotion'
import type { Face } from '@mooddj/shared/mood'
import { EMOTION_LOOKS } from './emotion-look.ts'

/** The neon lines between a face's six landmarks, on a mirrored picture. They go straight to where the reading puts them. */
export function FaceLines({ faces }: { faces: readonly Face[] }) {
  return (
    <svg viewBox="0 0 1 1" preserveAspectRatio="none" className="absolute inset-0 size-full -scale-x-100">
      {faces.map((face, index) => (
        <FaceLine key={face.id} face={face} leads={index === 0} />
      ))}
    </svg>
  )
}

function FaceLine({ face, leads }: { face: Face; leads: boolean }) {
  const { neon } = EMOTION_LOOKS[dominantEmotion(face.probabilities)]
  const lines = PATHS.map(
    (path) => `M${path.map((place) => face.landmarks[place].join(' ')).join('L')}`,
  ).join('')
  const dots = face.landmarks.map(([x, y]) => `M${x} ${y}h0`).join('')
  return (
    <g fill="none" strokeLinecap="round" strokeLinejoin="round" opacity={leads ? 1 : 0.5} stroke={neon}>
      {/* A wide light below a thin tube, in pixels whatever the picture's size. */}
      <path d={lines} strokeWidth="7" opacity="0.22" vectorEffect="non-scaling-stroke" />
      <path d={lines} strokeWidth="1.5" opacity="0.85" vectorEffect="non-scaling-stroke" />
      <path d={dots} strokeWidth="12" opacity="0.35" vectorEffect="non-scaling-stroke" />
      <path d={dots} strokeWidth="5" stroke="white" vectorEffect="non-scaling-stroke" />
    </g>
  )
}

/** Which landmarks are joined, by their place in `landmarks`: from ear to ear over the eyes, and the nose between eyes and mouth. */
const PATHS = [
  [4, 0, 2, 1, 5],
  [0, 1],
  [4, 3, 5],
  [2, 3],
] as const
