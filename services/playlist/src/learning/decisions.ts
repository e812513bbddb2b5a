import type { Outlook } from './outlook.ts'

/** A candidate as it is logged with a decision. */
export interface LoggedCandidate {
  id: string
  /** As in {@link FEATURES}, three decimals. */
  features: number[]
  /** How probable it was that this candidate would be chosen; null until that is estimated. */
  probability: number | null
}

/** Which track was chosen for one place of a playlist, out of what, and how probable that was. */
export interface Decision {
  /** The place in the playlist, counted from 0. */
  position: number
  trackId: string
  /** The chosen track's features, exactly as they will be learnt from. */
  features: number[]
  candidates: LoggedCandidate[]
}

/** So many candidates of a decision are logged. */
const MOST_LOGGED = 24

/** The decisions that a playlist is, one for each of its own tracks; places that hold any other music have none. */
export function decisionsOf(trackIds: readonly string[], { see, nearby }: Outlook): Decision[] {
  return trackIds.flatMap((trackId, position) => {
    const chosen = see(trackId)
    if (chosen === undefined) return []
    const candidates = loggedCandidates([trackId, ...(nearby[position] ?? [])], see)
    return [{ position, trackId, features: [...chosen], candidates }]
  })
}

/** The first of the candidates as they are logged, each once; what is not our own is passed over. */
export function loggedCandidates(ids: readonly string[], see: Outlook['see']): LoggedCandidate[] {
  const own = [...new Set(ids)].flatMap((id) => {
    const seen = see(id)
    return seen === undefined ? [] : [{ id, features: Array.from(seen, thousandths), probability: null }]
  })
  return own.slice(0, MOST_LOGGED)
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000
}
