import type { FeatureProvider, TrackFeatures } from './features.ts'

/** Where the music of a genre lies on average: our own judgement, and no more than a guess about one track. */
const GENRES: ReadonlyMap<string, readonly [valence: number, arousal: number, tempo: number]> = new Map([
  ['ambient', [0.1, -0.7, 80]],
  ['classical', [0.1, -0.4, 90]],
  ['piano', [0, -0.5, 80]],
  ['acoustic', [0.2, -0.4, 100]],
  ['folk', [0.1, -0.25, 105]],
  ['lo-fi', [0.1, -0.45, 82]],
  ['chill', [0.35, -0.45, 95]],
  ['jazz', [0.3, -0.2, 110]],
  ['soul', [0.4, -0.05, 100]],
  ['indie', [0.1, 0.1, 118]],
  ['pop', [0.4, 0.3, 118]],
  ['synthwave', [0.1, 0.3, 108]],
  ['rock', [0.05, 0.5, 125]],
  ['house', [0.45, 0.55, 123]],
  ['dance', [0.55, 0.6, 124]],
  ['punk', [-0.05, 0.75, 165]],
  ['metal', [-0.4, 0.8, 130]],
  ['blues', [-0.3, -0.1, 95]],
])
const ANY = [0.1, 0, 115] as const
const CONFIDENCE = { ofGenre: 0.15, ofAny: 0.05 }
const NO_KEY = '8B'

/** Knows a little of everything: where the genre lies under which a track was found, else where music lies. */
export const genrePrior: FeatureProvider = {
  async read(tracks) {
    return new Map(
      tracks.map(({ id, genre }): [string, TrackFeatures] => {
        const found = genre === undefined ? undefined : GENRES.get(genre)
        const [valence, arousal, tempo] = found ?? ANY
        const affect = found ? CONFIDENCE.ofGenre : CONFIDENCE.ofAny
        const confidence = { affect, tempo: 0, key: 0 }
        return [id, { source: 'genre', valence, arousal, tempo, key: NO_KEY, confidence }]
      }),
    )
  },
}

export const PRIOR_GENRES: ReadonlySet<string> = new Set(GENRES.keys())
