import { dominantEmotion } from '@mooddj/shared/emotion'
import { useFormatter, useTranslations } from 'use-intl'
import type { Face } from '@mooddj/shared/mood'
import { EMOTION_LOOKS } from './emotion-look.ts'

/** One frame a face over a mirrored picture: corners in the emotion's colour and its word. The first face leads. */
export function FaceBoxes({ faces }: { faces: readonly Face[] }) {
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
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
  const { colour } = EMOTION_LOOKS[emotion]
  const [x, y, width, height] = face.box
  return (
    <div
      className="absolute rounded-2xl border-2 transition-[left,top,width,height] duration-100 ease-linear"
      style={{
        left: `${(1 - x - width) * 100}%`,
        top: `${y * 100}%`,
        width: `${width * 100}%`,
        height: `${height * 100}%`,
        borderColor: colour,
        opacity: leads ? 1 : 0.6,
        boxShadow: leads ? `0 0 18px -2px ${colour}` : 'none',
      }}
    >
      <span className="absolute -top-7 left-0 rounded-full bg-picture-veil text-on-picture px-2 py-0.5 text-xs font-medium whitespace-nowrap">
        {t(`words.${emotion}`)} {format.number(face.confidence, 'percent')}
      </span>
    </div>
  )
}
