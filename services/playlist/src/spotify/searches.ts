import type { Affect } from '@mooddj/shared/affect'
import type { Emotion } from '@mooddj/shared/emotion'

/** One search in Spotify's words. */
export interface Search {
  query: string
  /** The genre that it asks for, by the names of `genre-prior.ts`. */
  genre: string
}

/** More would leave too little of a playlist's fifteen calls for making it, and for what goes wrong meanwhile. */
const SEARCHES_MOST = 6

/** What people call music that lies in each quarter of the plane, and the genres at home there; middling points look at their neighbours, too. */
const QUARTERS = {
  bright: [
    ['feel good', 'pop'],
    ['happy', 'soul'],
    ['upbeat', 'dance'],
    ['sunny', 'indie'],
  ],
  calm: [
    ['calm', 'acoustic'],
    ['relaxing', 'piano'],
    ['chill', 'lo-fi'],
    ['peaceful', 'ambient'],
  ],
  low: [
    ['sad', 'piano'],
    ['melancholy', 'indie'],
    ['quiet', 'folk'],
    ['rainy', 'lo-fi'],
  ],
  tense: [
    ['intense', 'rock'],
    ['driving', 'synthwave'],
    ['dark', 'house'],
    ['loud', 'punk'],
  ],
} as const satisfies Record<string, readonly (readonly [word: string, genre: string])[]>

/** What Match and Cheer up add for each emotion where the quarter says too little. */
const EMOTION_WORDS: Partial<Record<Emotion, readonly [word: string, genre: string]>> = {
  angry: ['cathartic', 'rock'],
  fear: ['comforting', 'acoustic'],
  disgust: ['raw', 'punk'],
  surprise: ['playful', 'indie'],
  neutral: ['easy', 'indie'],
}

/**
 * The searches for a playlist, at most six: for where the path begins, where it leads through and where it ends, and for the hour. Pure; `turn`
 * (0 to 1) turns the lists, so that tomorrow's searches differ and an hour's are the same and can be remembered.
 */
export function searchesFor({
  stations,
  emotion,
  favoured,
  turn,
}: {
  /** The points that the playlist passes: the first is the listener's, the last its goal. */
  stations: readonly Affect[]
  emotion: Emotion
  /** The styles that the moment favours, most welcome first. */
  favoured: readonly string[]
  turn: number
}): Search[] {
  const found = new Map<string, Search>()
  const add = (word: string, genre: string) => {
    const query = `${word} genre:"${genre}"`.trim()
    if (found.size < SEARCHES_MOST) found.set(query, { query, genre })
  }
  const words = EMOTION_WORDS[emotion]
  if (words) add(...words)
  for (const genre of favoured.slice(0, 1)) add('', genre)
  for (let round = 0; round < SEARCHES_MOST && found.size < SEARCHES_MOST; round += 1)
    for (const point of stations) {
      const quarter = QUARTERS[quarterOf(point)]
      const place = (Math.floor(turn * quarter.length) + round) % quarter.length
      const [word, genre] = quarter[place] ?? quarter[0]
      add(word, genre)
    }
  return [...found.values()]
}

function quarterOf({ valence, arousal }: Affect): keyof typeof QUARTERS {
  if (arousal >= 0) return valence >= 0 ? 'bright' : 'tense'
  return valence >= 0 ? 'calm' : 'low'
}
