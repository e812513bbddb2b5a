import { dominantEmotion } from '@mooddj/shared/emotion'
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
  const { word, colour } = EMOTION_LOOKS[dominantEmotion(face.probabilities)]
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
      <span className="absolute -top-7 left-0 rounded-full bg-black/70 px-2 py-0.5 text-xs font-medium whitespace-nowrap">
        {word} {Math.round(face.confidence * 100)} %
      </span>
    </div>
  )
}
