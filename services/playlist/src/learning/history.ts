import { trackSeedOf } from '@mooddj/engine/track-seed'
import { COMPLETED, LIKED } from './reward.ts'

/** What a listener did with one track, as it was rewarded. */
export interface Outcome {
  trackId: string
  /** 0…1. */
  reward: number
  at: Date
}

/** What a listener's last outcomes say about artists, tracks and tempos. */
export interface ListenerHistory {
  /** By artist: how many tracks had an outcome, and how far above the listener's mean they were, −1…1, shrunken where they are few. */
  artists: ReadonlyMap<string, { count: number; liking: number }>
  /** When a track had its outcome, by its id. */
  heardAt: ReadonlyMap<string, Date>
  /** The geometric mean of the tempos of well received tracks, BPM. */
  likedTempo: number | undefined
  /** Whether any of them was liked, not just played to its end. */
  hasLiked: boolean
}

export const NO_HISTORY: ListenerHistory = {
  artists: new Map(),
  heardAt: new Map(),
  likedTempo: undefined,
  hasLiked: false,
}

/** An artist counts as average until about this many outcomes say otherwise. */
const SHRINKAGE = 2

/** Sums outcomes up. Those of tracks that are not built in are passed over. */
export function historyOf(outcomes: readonly Outcome[]): ListenerHistory {
  const known = outcomes.flatMap((outcome) => {
    const seed = trackSeedOf(outcome.trackId)
    return seed === undefined ? [] : [{ ...outcome, seed }]
  })
  if (known.length === 0) return NO_HISTORY
  const mean = known.reduce((sum, { reward }) => sum + reward, 0) / known.length
  const sums = new Map<string, { count: number; excess: number }>()
  const heardAt = new Map<string, Date>()
  const tempos: number[] = []
  for (const { seed, reward, at } of known) {
    const { count, excess } = sums.get(seed.artist) ?? { count: 0, excess: 0 }
    sums.set(seed.artist, { count: count + 1, excess: excess + reward - mean })
    const before = heardAt.get(seed.id)
    if (before === undefined || before < at) heardAt.set(seed.id, at)
    if (reward >= COMPLETED) tempos.push(Math.log2(seed.tempo))
  }
  const artists = new Map(
    [...sums].map(([artist, { count, excess }]) => [artist, { count, liking: excess / (count + SHRINKAGE) }]),
  )
  const likedTempo =
    tempos.length === 0 ? undefined : 2 ** (tempos.reduce((sum, tempo) => sum + tempo, 0) / tempos.length)
  return { artists, heardAt, likedTempo, hasLiked: known.some(({ reward }) => reward === LIKED) }
}
