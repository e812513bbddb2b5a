import { createHash } from 'node:crypto'

/** A track that nobody ever recorded. */
export interface FakeTrack {
  readonly id: string
  readonly uri: string
  readonly title: string
  readonly artist: FakeArtist
  readonly durationMs: number
  readonly year: number
  /** Of the country code ZZ, which no country has. */
  readonly isrc: string
  /** What a search finds it by besides its names; Spotify shows nothing of it. */
  readonly words: readonly string[]
  /** How it feels, each 0 to 1: for a stand-in of a service that knows features. */
  readonly feel: { readonly valence: number; readonly energy: number; readonly tempo: number }
}
export interface FakeArtist {
  readonly id: string
  readonly name: string
  readonly genres: readonly string[]
}

const ARTISTS = 60
const TRACKS = 600
const FIRST = ['Paper', 'Velvet', 'Northern', 'Silver', 'Quiet', 'Neon', 'Amber', 'Distant', 'Glass', 'Wild']
const SECOND = ['Harbour', 'Foxes', 'Satellites', 'Gardens', 'Parade', 'Rivers']
const OPENING = [
  'Morning',
  'Midnight',
  'Golden',
  'Falling',
  'Open',
  'Broken',
  'Electric',
  'Gentle',
  'Lost',
  'New',
]
const ENDING = [
  'Road',
  'Letters',
  'Weather',
  'Windows',
  'Skyline',
  'Summer',
  'Engine',
  'Tide',
  'Lantern',
  'Shade',
]
const GENRES = [
  'pop',
  'indie',
  'lo-fi',
  'house',
  'ambient',
  'rock',
  'soul',
  'synthwave',
  'folk',
  'piano',
  'jazz',
  'punk',
]

/** The moods a search may name, by the quarter of the plane: high or low valence, high or low energy. */
const MOOD_WORDS = {
  bright: ['happy', 'upbeat', 'feel', 'good', 'party', 'energetic', 'sunny', 'dance', 'joy', 'morning'],
  calm: ['calm', 'relax', 'relaxing', 'chill', 'peaceful', 'acoustic', 'cosy', 'gentle', 'evening', 'soft'],
  low: ['sad', 'melancholy', 'rainy', 'slow', 'heartbreak', 'quiet', 'night', 'lonely', 'soft', 'winter'],
  tense: ['angry', 'intense', 'dark', 'aggressive', 'loud', 'heavy', 'driving', 'storm', 'night', 'fast'],
} as const

const artists: readonly FakeArtist[] = Array.from({ length: ARTISTS }, (_, index) => ({
  id: idOf(`artist ${index}`),
  name: `${pick(FIRST, index)} ${pick(SECOND, Math.floor(index / FIRST.length))}`,
  genres: [pick(GENRES, index), pick(GENRES, index * 5 + 3)],
}))

/** The whole catalogue: always the same. */
export const FAKE_TRACKS: readonly FakeTrack[] = Array.from({ length: TRACKS }, (_, index) => trackOf(index))
export const FAKE_ARTISTS = artists

const byId = new Map(FAKE_TRACKS.map((track) => [track.id, track]))
export const findFakeTrack = (id: string): FakeTrack | undefined => byId.get(id)

/** Tracks of one listener in an order of their own: the same name gives the same order. */
export function shuffledFor(name: string): FakeTrack[] {
  const rank = (track: FakeTrack) => createHash('sha256').update(`${name} ${track.id}`).digest('hex')
  return FAKE_TRACKS.map((track) => ({ track, rank: rank(track) }))
    .toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
    .map(({ track }) => track)
}

function trackOf(index: number): FakeTrack {
  const artist = pick(artists, index * 7)
  const digest = createHash('sha256').update(`feel ${index}`).digest()
  const [valence, energy, tempo] = [share(digest, 0), share(digest, 2), 60 + share(digest, 4) * 120]
  const id = idOf(`track ${index}`)
  const mood = valence > 0.5 ? (energy > 0.5 ? 'bright' : 'calm') : energy > 0.5 ? 'tense' : 'low'
  return {
    id,
    uri: `spotify:track:${id}`,
    title: `${pick(OPENING, index)} ${pick(ENDING, Math.floor(index / OPENING.length))}`,
    artist,
    durationMs: 120_000 + Math.round(share(digest, 6) * 180_000),
    year: 1985 + (index % 40),
    isrc: `ZZMDJ26${String(index).padStart(5, '0')}`,
    words: [...MOOD_WORDS[mood], ...artist.genres],
    feel: { valence, energy, tempo },
  }
}

function pick<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}

/** A number of 0 to 1 out of two bytes. */
function share(digest: Buffer, offset: number): number {
  return digest.readUInt16BE(offset) / 0xffff
}

/** Twenty-two letters and digits, as Spotify's ids are. */
export function idOf(text: string): string {
  const hex = createHash('sha256').update(`made up ${text}`).digest('hex')
  return BigInt(`0x${hex}`).toString(36).padStart(22, '0').slice(0, 22)
}
