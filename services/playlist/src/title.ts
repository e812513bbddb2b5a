import { createRandom, hashOfText, pick } from '@mooddj/engine/random'
import type { Emotion } from '@mooddj/shared/emotion'
import type { Strategy, Target } from '@mooddj/shared/playlist'

/** What Match calls a playlist: the mood as a place to stay in. */
const STAYING: Record<Emotion, readonly string[]> = {
  happy: ['Golden Hour, Held', 'Sun on Both Sides', 'Good Weather Inside', 'Wide Open Grin'],
  sad: ['Company for Blue', 'Rain on the Inside', 'Blue, and Not Alone', 'Slow Grey Light'],
  angry: ['Sparks under Glass', 'Red, on a Low Flame', 'Steam and Iron', 'Heat with the Lid On'],
  neutral: ['Level Ground', 'Even Keel', 'Middle of the Afternoon', 'Nothing to Prove'],
  surprise: ['Eyes Wide', 'Trapdoor Confetti', 'Didn’t See That Coming', 'Plot Twist Radio'],
  fear: ['A Light in the Hall', 'Held Breath, Soft Floor', 'Night-Light Signals', 'Close to the Door'],
  disgust: ['Sour Notes, Sweetly', 'Palate Cleanser', 'Bitter Lemon Hour', 'Windows Open'],
}

/** What Cheer up sets out from, and where it goes. */
const FROM: Record<Emotion, readonly string[]> = {
  happy: ['Bright', 'Already Sunny', 'Gold'],
  sad: ['Blue', 'Rain', 'Grey Morning'],
  angry: ['Red', 'Thunder', 'Ember'],
  neutral: ['Silver', 'Still Water', 'Plain Sky'],
  surprise: ['Flash', 'Wide Awake', 'Spark'],
  fear: ['Shadow', 'Violet', 'Night Watch'],
  disgust: ['Bitter', 'Green', 'Sour'],
}
const TOWARDS: Record<Target, readonly string[]> = {
  happy: ['to Gold', 'to Sunlight', 'to Open Windows', 'to Dancing', 'to Amber'],
  calm: ['to Still Water', 'to Soft Light', 'to Slow Tide', 'to Quiet', 'to Evening Air'],
}

/**
 * A playlist's title, as the page and the card show it. The same request gives the same title; `seed` is any text that belongs
 * to the playlist, such as its id, so that two playlists of one mood may differ in name.
 */
export function playlistTitle({
  strategy,
  target = 'happy',
  emotion,
  seed,
}: {
  strategy: Strategy
  /** Only for `cheer-up`; default `happy`. */
  target?: Target
  emotion: Emotion
  seed: string
}): string {
  const random = createRandom(hashOfText(seed))
  switch (strategy) {
    case 'match':
      return pick(STAYING[emotion], random)
    case 'cheer-up':
      return `${pick(FROM[emotion], random)} ${pick(TOWARDS[target], random)}`
  }
}
