import type { Candidate } from '../catalogue.ts'
import type { FeatureProvider, TrackFeatures } from './features.ts'

/** Knows the tracks that stand in our own catalogue, by artist and title, whose features are sure. */
export function catalogueFeatures(catalogue: readonly Candidate[]): FeatureProvider {
  const songs = new Map(
    catalogue.map((candidate) => [songName(candidate.artist, candidate.title), candidate]),
  )
  return {
    async read(tracks) {
      return new Map(
        tracks.flatMap(({ id, artists, title }): [string, TrackFeatures][] => {
          const found = songs.get(songName(artists[0].name, title))
          if (found === undefined) return []
          const { valence, arousal, tempo, key } = found
          const confidence = { affect: 1, tempo: 1, key: 1 }
          return [[id, { source: 'catalogue', valence, arousal, tempo, key, confidence }]]
        }),
      )
    },
  }
}

/** The same for every spelling in capitals and accents. */
function songName(artist: string, title: string): string {
  const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
  return `${plain(artist)}\n${plain(title)}`
}
