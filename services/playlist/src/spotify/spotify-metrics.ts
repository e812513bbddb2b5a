import type { SpotifyProblemKind } from '@mooddj/spotify/spotify-problem'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { FeatureSource } from './features.ts'
import type { CallOutcome } from './reccobeats.ts'

type Provider = 'spotify' | 'reccobeats' | 'open-meteo'

/** Counts what the providers of music and features did. */
export interface ProviderMetrics {
  /** What became of a playlist that the background job took up. */
  finished(outcome: 'finished' | 'removed' | 'later' | 'given-up'): void
  called(provider: Provider, outcome: CallOutcome | SpotifyProblemKind, seconds: number): void
  /** Until when Spotify is not to be asked, as far as this process knows; undefined: it may be. */
  spotifyClosed(until: Date | undefined): void
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
  const durations = new Histogram({
    name: 'mooddj_provider_call_seconds',
    help: 'How long calls to other houses take',
    labelNames: ['provider'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4],
    registers: [metrics],
  })
  let closedUntil = 0
  new Gauge({
    name: 'mooddj_provider_closed_seconds',
    help: 'For how long another house is not to be asked, because it said so or its quota is used up; 0 while it may be',
    labelNames: ['provider'],
    registers: [metrics],
    collect() {
      const left = closedUntil - Date.now()
      this.set({ provider: 'spotify' }, Math.max(0, left / 1_000))
    },
  })
  const features = counter('mooddj_track_features_total', 'Tracks placed in the plane by source', ['source'])
  return {
    finished: (outcome) => finishings.inc({ outcome }),
    called(provider, outcome, seconds) {
      calls.inc({ provider, outcome })
      durations.observe({ provider }, seconds)
    },
    spotifyClosed(until) {
      closedUntil = until?.getTime() ?? 0
    },
    placed: (source, tracks) => features.inc({ source }, tracks),
  }
}
