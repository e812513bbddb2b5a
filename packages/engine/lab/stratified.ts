import { STYLES } from '../src/style.ts'
import { BUILT_IN_TRACK_COUNT, type TrackSeed, trackSeed } from '../src/track-seed.ts'

/** Where in the order of arousal of a style its tracks are taken. */
const SHARES = [1 / 6, 1 / 2, 5 / 6]

/** 24 tracks that stand for all: of every style a calm one, a middle one and an aroused one. */
export function stratifiedSeeds(): TrackSeed[] {
  const seeds = Array.from({ length: BUILT_IN_TRACK_COUNT }, (_, index) => trackSeed(index + 1))
  return STYLES.flatMap((style) => {
    const own = seeds.filter((seed) => seed.style === style).sort((one, other) => one.arousal - other.arousal)
    return SHARES.flatMap((share) => own[Math.floor(share * own.length)] ?? [])
  })
}
