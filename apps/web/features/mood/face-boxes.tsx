import { useFormatter, useTranslations } from 'use-intl'
import { dominantEmotion } from '@mooddj/shared/emotion'
import type { Face } from '@mooddj/shared/mood'
import { EMOTION_LOOKS } from './emotion-look.ts'
import { FaceLines } from './face-lines.tsx'

/** Each face over a mirrored picture: its frame and its lines in the emotion's light, and its word. The first face leads. */
export function FaceBoxes({ faces }: { faces: readonly Face[] }) {
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      <FaceLines faces={faces} />
      {faces.map((face, index) => (
        <FaceBox key={face.id} face={face} leads={index === 0} />
      ))}
    </div>
  )
}

function FaceBox({ face, leads }: { face: Face; leads: boolean }) {
  const emotion = dominantEmotion(face.probabilities)
  const t = useTranslations('mood')
  const format = useFormatter()
  const { neon } = EMOTION_LOOKS[emotion]
  const [x, y, width, height] = face.box
  return (
    <div
      className="face-frame absolute transition-[left,top,width,height] duration-100 ease-linear"
      style={{
        left: `${(1 - x - width) * 100}%`,
        top: `${y * 100}%`,
        width: `${width * 100}%`,
        height: `${height * 100}%`,
        color: neon,
        opacity: leads ? 1 : 0.6,
      }}
    >
      <span className="absolute -top-8 left-0 rounded-full bg-picture-veil px-2.5 py-0.5 text-xs font-medium whitespace-nowrap text-on-picture">
        {t(`words.${emotion}`)} {format.number(face.confidence, 'percent')}
      </span>
    </div>
  )
}
