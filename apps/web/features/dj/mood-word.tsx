import type { Emotion } from '@mooddj/shared/emotion'
import { EMOTION_LOOKS } from '../mood/emotion-look.ts'

/** The mood as one big word. Dimmed while it is only the newest reading. */
export function MoodWord({
  emotion,
  isSettled,
  note,
}: {
  emotion: Emotion | null
  isSettled: boolean
  note: string
}) {
  if (!emotion)
    return <p className="font-display text-3xl font-semibold tracking-tight text-ink-soft">No mood yet</p>
  const { word, Icon } = EMOTION_LOOKS[emotion]
  return (
    <div className="flex items-end justify-between gap-3">
      <p
        className={`flex items-center gap-3 font-display text-5xl font-semibold tracking-tight ${isSettled ? 'text-mood' : 'text-ink-soft'}`}
      >
        <Icon aria-hidden size={44} strokeWidth={1.75} />
        {isSettled ? <span data-testid="settled-mood">{word}</span> : <span>{word}</span>}
      </p>
      <p className="figures pb-1 text-ink-soft">{note}</p>
    </div>
  )
}
