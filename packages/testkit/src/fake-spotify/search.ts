import { FAKE_TRACKS, type FakeTrack } from './catalogue.ts'
import { apiRefusal } from './refusal.ts'

/** `artist:"Paper Harbour"`, `year:1990-1999`, a plain word. */
const TERM = /(?:(?<field>[a-z]+):)?(?:"(?<quoted>[^"]*)"|(?<word>[^\s"]+))/gi

/** The tracks that a query in Spotify's words finds, best first: every filter must hold, and one plain word at least. */
export function searchTracks(query: string): FakeTrack[] {
  const terms = [...query.toLowerCase().matchAll(TERM)].map(({ groups }) => ({
    field: groups?.['field'],
    text: groups?.['quoted'] ?? groups?.['word'] ?? '',
  }))
  const filters = terms.filter(({ field }) => field !== undefined)
  const words = terms.filter(({ field }) => field === undefined).map(({ text }) => text)
  return FAKE_TRACKS.filter((track) => filters.every(({ field = '', text }) => holds(track, field, text)))
    .map((track) => ({ track, score: words.filter((word) => isFound(track, word)).length }))
    .filter(({ score }) => words.length === 0 || score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ track }) => track)
}

function holds(track: FakeTrack, field: string, text: string): boolean {
  switch (field) {
    case 'artist':
      return track.artist.name.toLowerCase().includes(text)
    case 'track':
      return track.title.toLowerCase().includes(text)
    case 'genre':
      return track.artist.genres.includes(text)
    case 'isrc':
      return track.isrc.toLowerCase() === text
    case 'year': {
      const [from = '', to = from] = text.split('-')
      return track.year >= Number(from) && track.year <= Number(to)
    }
    default:
      throw apiRefusal(400, `Unknown search filter: ${field}`)
  }
}

function isFound({ title, artist, words }: FakeTrack, word: string): boolean {
  return `${title} ${artist.name} ${words.join(' ')}`.toLowerCase().split(/\s+/).includes(word)
}
