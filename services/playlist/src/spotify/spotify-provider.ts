import { CALLS_PER_PLAYLIST, createCallBudget } from '@mooddj/spotify/call-budget'
import type { Affect } from '@mooddj/shared/affect'
import type { Emotion } from '@mooddj/shared/emotion'
import type { FastifyBaseLogger } from 'fastify'
import type { Candidate } from '../catalogue.ts'
import { fitCandidates } from '../fit-candidates.ts'
import type { SpotifyPlan } from '../store/spotify-playlists.ts'
import type { CandidateCache } from './candidate-cache.ts'
import { type FallReason, fallReasonOf, TooFewTracks } from './fall-reason.ts'
import type { FeatureProvider, PlaceableTrack, TrackFeatures } from './features.ts'
import { gatherTracks } from './gather-tracks.ts'
import { searchesFor } from './searches.ts'
import { type LineParts, openLine } from './spotify-line.ts'
import type { LinkedAccess, SpotifyTokens } from './spotify-tokens.ts'

/** Nine lists, and one pause or one renewed token. */
const GATHERING_CALLS_MOST = 10
/** The gateway waits 25 s for an answer: what making it in Spotify, and taking it away again, may take has to fit in, too. */
const GATHERING_MOST_MS = 7_000
const PLACING_MOST_MS = 3_000
const HOUR_MS = 3_600_000

/** What a playlist of Spotify's music is wished to be. */
export interface SpotifyWish {
  accountId: string
  /** The listener's own. */
  authorization: string
  /** The points that the playlist passes. */
  stations: readonly Affect[]
  emotion: Emotion
  /** Styles that the moment favours, most welcome first. */
  favoured: readonly string[]
  length: number
  /** Until when the plan that comes of it is somebody's. */
  dueAt: Date
}

/** Spotify's music for a wish. */
export interface SpotifyStock {
  candidates: Candidate[]
  access: LinkedAccess
  plan: SpotifyPlan
}

/** Gives candidates of Spotify's for a wish, or why there are none; it never throws what Spotify, auth or ReccoBeats did. */
export function createStockFinder({
  tokens,
  cache,
  features,
  line: lineParts,
  log,
  now = Date.now,
}: {
  tokens: SpotifyTokens
  cache: CandidateCache
  features: FeatureProvider
  line: LineParts
  log: FastifyBaseLogger
  now?: () => number
}): (wish: SpotifyWish) => Promise<SpotifyStock | FallReason> {
  return async ({ accountId, authorization, stations, emotion, favoured, length, dueAt }) => {
    const linkedAt = new Date(now())
    try {
      const access = await tokens.ofListener(authorization)
      const budget = createCallBudget(Math.min(GATHERING_CALLS_MOST, CALLS_PER_PLAYLIST))
      const signal = AbortSignal.timeout(GATHERING_MOST_MS)
      const line = await openLine(lineParts, { access, budget, signal })
      const turn = (Math.floor(now() / HOUR_MS) % 24) / 24
      const searches = searchesFor({ stations, emotion, favoured, turn })
      const kept = await cache.read(accountId)
      const { tracks, fresh, problem } = await gatherTracks(line, { searches, kept })
      await cache.keep(accountId, fresh, linkedAt)
      const placed = await features.read(tracks, AbortSignal.timeout(PLACING_MOST_MS))
      const candidates = tracks.flatMap((track) => candidateOf(track, placed.get(track.id)))
      if (fitCandidates(candidates).length < length) throw problem ?? new TooFewTracks('too few tracks')
      const plan = { errand: access.errand, calls: budget.spent(), linkedAt, dueAt }
      return { candidates, access, plan }
    } catch (error) {
      const reason = fallReasonOf(error)
      if (reason === undefined) throw error
      log.info({ reason }, 'the built-in music stands in for Spotify’s')
      return reason
    }
  }
}

function candidateOf(track: PlaceableTrack, features: TrackFeatures | undefined): Candidate[] {
  if (features === undefined) return []
  const { id, uri, title, artists, durationMs, genre } = track
  const { valence, arousal, tempo, key, confidence } = features
  return [
    {
      id: uri,
      title,
      artist: artists[0].name,
      source: 'spotify',
      durationMs,
      valence,
      arousal,
      tempo,
      key,
      confidence,
      url: `https://open.spotify.com/track/${id}`,
      ...(genre !== undefined && { style: genre }),
    },
  ]
}
