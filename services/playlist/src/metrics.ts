import type { Strategy } from '@mooddj/shared/playlist'
import { Counter, Histogram, type Registry } from 'prom-client'
import type { WeatherOutcome } from './context/weather.ts'
import type { FallReason } from './spotify/fall-reason.ts'
import type { CallOutcome } from './spotify/reccobeats.ts'
import type { ProviderMetrics } from './spotify/spotify-metrics.ts'

/**
 * How a request for a playlist ended: with the built-in music in the stead of another provider's, and why; `repeated` gave what the same keyed
 * request made before.
 */
export type PlaylistOutcome = 'made' | `stood-in-${FallReason}` | 'repeated' | 'refused' | 'failed'

/** What the playlist service counts. */
export interface PlaylistMetrics {
  /** How long composing took, seconds. It holds up everything else meanwhile, so it must stay short. */
  composed(seconds: number): void
  asked(asked: { provider: string; strategy: Strategy | 'consensus'; outcome: PlaylistOutcome }): void
  weather(outcome: WeatherOutcome, seconds?: number): void
}

/** What a look-up that asked Open-Meteo is among all calls to other houses. */
const CALLS = {
  fresh: 'ok',
  garbled: 'malformed',
  timeout: 'timeout',
  failed: 'failed',
  cached: 'ok',
  busy: 'failed',
} as const satisfies Record<WeatherOutcome, CallOutcome>

export function createPlaylistMetrics(metrics: Registry, called: ProviderMetrics['called']): PlaylistMetrics {
  const registers = [metrics]
  const composing = new Histogram({
    name: 'mooddj_composing_seconds',
    help: 'How long composing a playlist takes',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
    registers,
  })
  const playlists = new Counter({
    name: 'mooddj_playlists_total',
    help: 'Playlists asked for, by where their tracks come from, by strategy and by what became of it',
    labelNames: ['provider', 'strategy', 'outcome'],
    registers,
  })
  const lookUps = new Counter({
    name: 'mooddj_weather_lookups_total',
    help: 'Weather look-ups by how they went',
    labelNames: ['outcome'],
    registers,
  })
  return {
    composed: (seconds) => composing.observe(seconds),
    asked: (labels) => playlists.inc(labels),
    weather(outcome, seconds) {
      lookUps.inc({ outcome })
      if (seconds !== undefined) called('open-meteo', CALLS[outcome], seconds)
    },
  }
}
