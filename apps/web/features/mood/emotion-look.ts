import { Angry, Annoyed, Frown, Ghost, type LucideIcon, Meh, Smile, Sparkles } from 'lucide-react'
import type { Emotion } from '@mooddj/shared/emotion'

/** How an emotion is shown: colour never speaks without its icon and word. */
export interface EmotionLook {
  word: string
  colour: string
  Icon: LucideIcon
}

export const EMOTION_LOOKS = {
  happy: { word: 'Happy', colour: '#ffc247', Icon: Smile },
  sad: { word: 'Sad', colour: '#4d82ff', Icon: Frown },
  angry: { word: 'Angry', colour: '#ff4d5e', Icon: Angry },
  neutral: { word: 'Neutral', colour: '#b9c2dc', Icon: Meh },
  surprise: { word: 'Surprise', colour: '#ff5ce1', Icon: Sparkles },
  fear: { word: 'Fear', colour: '#9b6bff', Icon: Ghost },
  disgust: { word: 'Disgust', colour: '#3ddc84', Icon: Annoyed },
} as const satisfies Record<Emotion, EmotionLook>
