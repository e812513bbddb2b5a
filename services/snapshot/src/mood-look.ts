import type { Emotion } from '@mooddj/shared/emotion'

/** Each emotion's light and word on a card. */
export const MOOD_LOOKS = {
  happy: { colour: '#ffc247', word: 'Happy' },
  sad: { colour: '#4d82ff', word: 'Sad' },
  angry: { colour: '#ff4d5e', word: 'Angry' },
  neutral: { colour: '#b9c2dc', word: 'Neutral' },
  surprise: { colour: '#ff5ce1', word: 'Surprised' },
  fear: { colour: '#9b6bff', word: 'Fearful' },
  disgust: { colour: '#3ddc84', word: 'Disgusted' },
} as const satisfies Record<Emotion, { colour: string; word: string }>

/** A `#rrggbb` colour with an opacity from 0 to 1. */
export function withOpacity(colour: string, opacity: number): string {
  return `${colour}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`
}
