import { Angry, Annoyed, Frown, Ghost, type LucideIcon, Meh, Smile, Sparkles } from 'lucide-react'
import type { Emotion } from '@mooddj/shared/emotion'

/** How an emotion is shown: colour never speaks without its icon and its word, which is `mood.words` in the messages. */
export interface EmotionLook {
  /** A token of the theme. */
  colour: string
  Icon: LucideIcon
}

export const EMOTION_LOOKS = {
  happy: { colour: 'var(--color-happy)', Icon: Smile },
  sad: { colour: 'var(--color-sad)', Icon: Frown },
  angry: { colour: 'var(--color-angry)', Icon: Angry },
  neutral: { colour: 'var(--color-neutral)', Icon: Meh },
  surprise: { colour: 'var(--color-surprise)', Icon: Sparkles },
  fear: { colour: 'var(--color-fear)', Icon: Ghost },
  disgust: { colour: 'var(--color-disgust)', Icon: Annoyed },
} as const satisfies Record<Emotion, EmotionLook>
