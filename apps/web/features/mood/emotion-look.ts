import { Angry, Annoyed, Frown, Ghost, type LucideIcon, Meh, Smile, Sparkles } from 'lucide-react'
import type { Emotion } from '@mooddj/shared/emotion'

/** How an emotion is shown: colour never speaks without its icon and its word, which is `mood.words` in the messages. */
export interface EmotionLook {
  /** A token of the theme. */
  colour: string
  /** Over a picture, whatever the theme. */
  neon: string
  Icon: LucideIcon
}

export const EMOTION_LOOKS = {
  happy: { colour: 'var(--color-happy)', neon: '#ffc247', Icon: Smile },
  sad: { colour: 'var(--color-sad)', neon: '#6f9aff', Icon: Frown },
  angry: { colour: 'var(--color-angry)', neon: '#ff6472', Icon: Angry },
  neutral: { colour: 'var(--color-neutral)', neon: '#d3daee', Icon: Meh },
  surprise: { colour: 'var(--color-surprise)', neon: '#ff5ce1', Icon: Sparkles },
  fear: { colour: 'var(--color-fear)', neon: '#ab83ff', Icon: Ghost },
  disgust: { colour: 'var(--color-disgust)', neon: '#3ddc84', Icon: Annoyed },
} as const satisfies Record<Emotion, EmotionLook>
