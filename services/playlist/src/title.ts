import { createRandom, hashOfText, pick } from '@mooddj/engine/random'
import type { Emotion } from '@mooddj/shared/emotion'
import type { Strategy, Target } from '@mooddj/shared/playlist'
import type { Words } from './words/words.ts'

/**
 * A playlist's title, as the page and the card show it. The same request gives the same title; `seed` is any text that belongs
 * to the playlist, such as its id, so that two playlists of one mood may differ in name.
 */
export function playlistTitle({
  strategy,
  target = 'happy',
  emotion,
  seed,
  words,
}: {
  strategy: Strategy
  /** Only for `cheer-up`; default `happy`. */
  target?: Target
  emotion: Emotion
  seed: string
  words: Words
}): string {
  const random = createRandom(hashOfText(seed))
  switch (strategy) {
    case 'match':
      return pick(words.staying[emotion], random)
    case 'cheer-up':
      return `${pick(words.from[emotion], random)} ${pick(words.towards[target], random)}`
  }
}
