import type { App } from '@mooddj/platform/app'
import { createTransport } from '@mooddj/spotify/transport'
import type { Cache } from '@mooddj/platform/cache'
import type { Candidate } from '../catalogue.ts'
import type { ComposerConfig } from '../composer-config.ts'
import type { Config } from '../config.ts'
import type { ContextRules } from '../context/rules.ts'
import type { PlaylistRow, PlaylistStore } from '../store/playlists.ts'
import type { SpotifyPlaylistStore } from '../store/spotify-playlists.ts'
import type { TrackFeatureStore } from '../store/track-features.ts'
import { cachedFeatures } from './cached-features.ts'
import { type CandidateCache, createCandidateCache } from './candidate-cache.ts'
import { catalogueFeatures } from './catalogue-features.ts'
import { createCircuit } from './circuit.ts'
import type { FallReason } from './fall-reason.ts'
import { createFeatureChain } from './features.ts'
import { createFinisher, openFinisherLoop } from './finisher.ts'
import { genrePrior } from './genre-prior.ts'
import { createPublisher } from './publisher.ts'
import { createReccoBeats } from './reccobeats.ts'
import type { ProviderMetrics } from './spotify-metrics.ts'
import { createStockFinder, type SpotifyStock, type SpotifyWish } from './spotify-provider.ts'
import { createSpotifyTokens, type LinkedAccess } from './spotify-tokens.ts'
import { standInFor } from './stand-in.ts'

/** The service's dealings with Spotify. */
export interface SpotifyDesk {
  /** Candidates for a wish, or why there are none. */
  find(wish: Omit<SpotifyWish, 'dueAt'>): Promise<SpotifyStock | FallReason>
  /** Makes a kept playlist in Spotify, or puts the built-in music in its place; gives why, where it did. */
  publish(row: PlaylistRow, access: LinkedAccess): Promise<FallReason | undefined>
  cache: CandidateCache
}

/** How often playlists left unfinished are looked for, at the most. */
const LOOK_MOST_MS = 10_000

/** Opens all that has to do with Spotify: what it is asked for while a listener waits, and what is finished later. */
export function openSpotify(
  app: App,
  config: Config,
  needs: {
    redis: Cache['redis']
    store: SpotifyPlaylistStore
    features: TrackFeatureStore
    playlists: Pick<PlaylistStore, 'find'>
    catalogue: readonly Candidate[]
    composer: ComposerConfig
    contextRules: ContextRules
    metrics: ProviderMetrics
  },
): SpotifyDesk {
  const { redis, store, playlists, catalogue, metrics } = needs
  const { log } = app
  const { SPOTIFY_API_URL: apiUrl, SPOTIFY_TIMEOUT_MS: timeoutMs, SPOTIFY_RETRY_MS: retryMs } = config
  // Tokens come from auth: the Accounts service is never asked from here.
  const transport = createTransport({ accountsUrl: apiUrl, apiUrl, timeoutMs })
  const tokens = createSpotifyTokens(config.AUTH_URL)
  const line = { transport, circuit: createCircuit(redis), metrics }
  const cache = createCandidateCache(redis, log)
  const reccoBeats = createReccoBeats({
    url: config.RECCOBEATS_URL,
    timeoutMs,
    log,
    observe: (outcome, seconds) => metrics.called('reccobeats', outcome, seconds),
  })
  const features = createFeatureChain(
    [cachedFeatures(reccoBeats, { store: needs.features, log }), catalogueFeatures(catalogue), genrePrior],
    metrics.placed,
  )
  const parts = {
    store,
    line,
    log,
    retryMs,
    standIn: (row: PlaylistRow) => standInFor(row, needs),
  }
  const publisher = createPublisher(parts)
  const busyUntil = () => new Date(Date.now() + 2 * retryMs)
  const loop = openFinisherLoop(app, {
    take: () => store.take(new Date(), busyUntil()),
    finish: createFinisher({ ...parts, tokens, publisher, playlists, metrics }),
    intervalMs: Math.min(retryMs, LOOK_MOST_MS),
  })
  const find = createStockFinder({ tokens, cache, features, line, log })
  return {
    find: (wish) => find({ ...wish, dueAt: busyUntil() }),
    async publish(row, access) {
      const reason = await publisher.publish(row, access)
      loop.wake()
      return reason
    },
    cache,
  }
}
