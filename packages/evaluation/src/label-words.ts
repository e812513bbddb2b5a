import { EMOTIONS, type Emotion } from '@mooddj/shared/emotion'

const WORDS: Record<Emotion | 'contempt', readonly string[]> = {
  happy: ['happy', 'happiness'],
  sad: ['sad', 'sadness'],
  angry: ['angry', 'anger'],
  neutral: ['neutral', 'neutrality'],
  surprise: ['surprise', 'surprised'],
  fear: ['fear', 'fearful', 'afraid'],
  disgust: ['disgust', 'disgusted'],
  contempt: ['contempt', 'contemptuous'],
}

/** The emotion that a word names, adjective or noun, however it is written; `contempt` is known, but no network here tells it. */
export function emotionOf(word: string): Emotion | 'contempt' | undefined {
  const written = word.trim().toLowerCase()
  return [...EMOTIONS, 'contempt' as const].find((emotion) => WORDS[emotion].includes(written))
}

/** Every word that is understood, for a person who wrote another one. */
export const KNOWN_WORDS = Object.values(WORDS).flat().join(', ')
