import type { SpotifyProblemKind } from '@mooddj/spotify/spotify-problem'
import { Counter, type Registry } from 'prom-client'
import type { FeatureSource } from './features.ts'
import type { CallOutcome } from './reccobeats.ts'

/** Counts what the providers of music and features did. */
export interface ProviderMetrics {
  /** What became of a playlist that the background job took up. */
  finished(outcome: 'finished' | 'removed' | 'later' | 'given-up'): void
  called(provider: 'spotify' | 'reccobeats', outcome: CallOutcome | SpotifyProblemKind): void
  placed(source: FeatureSource, tracks: number): void
}

export function createProviderMetrics(metrics: Registry): ProviderMetrics {
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers: [metrics] })
  const finishings = counter(
    'mooddj_spotify_finishings_total',
    'What became of playlists left unfinished in Spotify',
    ['outcome'],
  )
  const calls = counter('mooddj_provider_calls_total', 'Calls to other houses by outcome', [
    'provider',
    'outcome',
  ])
  const features = counter('mooddj_track_features_total', 'Tracks placed in the plane by source', ['source'])
  return {
    finished: (outcome) => finishings.inc({ outcome }),
    called: (provider, outcome) => calls.inc({ provider, outcome }),
    placed: (source, tracks) => features.inc({ source }, tracks),
  }
}
