import type { TrackSeed } from '../src/track-seed.ts'
import type { SoundLab } from './sound-lab.ts'
import { FIGURE_SECONDS, figuresOf, figureStart, type TrackFigures } from './track-figures.ts'

/** The figures of some tracks, and for each the seconds that a second of its sound took to render. */
export interface Catalogue {
  tracks: TrackFigures[]
  renderShares: number[]
}

/** Renders and measures tracks, as many at a time as there are labs; `done` is told of each. They come back in their order. */
export async function measureCatalogue(
  seeds: readonly TrackSeed[],
  {
    labs,
    trim,
    done = () => {},
  }: { labs: readonly SoundLab[]; trim: 'committed' | 'measured'; done?: () => void },
): Promise<Catalogue> {
  const tracks: TrackFigures[] = []
  const renderShares: number[] = []
  const waiting = seeds.entries()
  await Promise.all(
    labs.map(async (lab) => {
      for (const [place, seed] of waiting) {
        const heard = await lab.measure({
          number: seed.number,
          fromS: figureStart(seed),
          seconds: FIGURE_SECONDS,
          trim,
        })
        tracks[place] = figuresOf(seed, heard)
        renderShares[place] = heard.renderS / FIGURE_SECONDS
        done()
      }
    }),
  )
  return { tracks, renderShares }
}
