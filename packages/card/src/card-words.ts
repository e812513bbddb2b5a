import type { Emotion } from '@mooddj/shared/emotion'
import type { Language } from '@mooddj/shared/language'
import type { Strategy } from '@mooddj/shared/playlist'
import type { CardContent } from './card-content.ts'

interface Words {
  locale: string
  isRtl: boolean
  moods: Record<Emotion, string>
  subtitles: Record<Strategy, string>
  scan: string
}

/** The card's own words. */
export const CARD_WORDS = {
  en: {
    locale: 'en-GB',
    isRtl: false,
    moods: {
      happy: 'Happy',
      sad: 'Sad',
      angry: 'Angry',
      neutral: 'Neutral',
      surprise: 'Surprised',
      fear: 'Fearful',
      disgust: 'Disgusted',
    },
    subtitles: { match: 'Music that matches', 'cheer-up': 'Starts where you are, then lifts' },
    scan: 'Scan to listen',
  },
  ar: {
    locale: 'ar',
    isRtl: true,
    // Nouns, which say nothing of who feels it.
    moods: {
      happy: 'سعادة',
      sad: 'حزن',
      angry: 'غضب',
      neutral: 'حياد',
      surprise: 'دهشة',
      fear: 'خوف',
      disgust: 'نفور',
    },
    subtitles: { match: 'موسيقى على مزاجك', 'cheer-up': 'تبدأ من حيث أنت، ثم ترتقي' },
    scan: 'امسح الرمز للاستماع',
  },
} as const satisfies Record<Language, Words>

/** The day that the card is drawn on, in its language. */
export function dateWords({ drawnAt, language, timeZone }: CardContent): string {
  return new Date(drawnAt).toLocaleDateString(CARD_WORDS[language].locale, { dateStyle: 'long', timeZone })
}
