import { STYLES } from '../src/style.ts'
import { BUILT_IN_TRACK_COUNT, type TrackSeed, trackSeed } from '../src/track-seed.ts'
import type { SoundLab } from './sound-lab.ts'
import { FIGURE_SECONDS, figuresOf, figureStart, type TrackFigures } from './track-figures.ts'

/**
 * Renders and measures tracks, as many at a time as there are labs; `done` is told of each. They come back in their order. What is shorter
 * than {@link FIGURE_SECONDS} is good for a quick look, but not to be held against the committed figures.
 */
export async function measureCatalogue(
  seeds: readonly TrackSeed[],
  {
    labs,
    trim,
    done = () => {},
    seconds = FIGURE_SECONDS,
  }: { labs: readonly SoundLab[]; trim: 'committed' | 'measured'; done?: () => void; seconds?: number },
): Promise<TrackFigures[]> {
  const tracks: TrackFigures[] = []
  const waiting = seeds.entries()
  await Promise.all(
    labs.map(async (lab) => {
      for (const [place, seed] of waiting) {
        const heard = await lab.measure({
          number: seed.number,
          fromS: figureStart(seed),
          seconds,
          trim,
        })
        tracks[place] = figuresOf(seed, heard)
        done()
      }
    }),
  )
  return tracks
}

/**
 * What it costs to make sound, whatever else the machine does: seconds of processor time for a second of sound, for one track of every
 * style. Nothing else may run in the lab meanwhile.
 */
export async function measureCpu(lab: SoundLab): Promise<number[]> {
  const seeds = Array.from({ length: BUILT_IN_TRACK_COUNT }, (_, index) => trackSeed(index + 1))
  const shares: number[] = []
  for (const seed of STYLES.flatMap((style) => seeds.find((candidate) => candidate.style === style) ?? [])) {
    const before = lab.cpuSeconds()
    await lab.render({
      number: seed.number,
      fromS: figureStart(seed),
      seconds: FIGURE_SECONDS,
      trim: 'committed',
    })
    const after = lab.cpuSeconds()
    if (before !== undefined && after !== undefined) shares.push((after - before) / FIGURE_SECONDS)
  }
  return shares
}
