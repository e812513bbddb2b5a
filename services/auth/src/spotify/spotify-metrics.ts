import type { SpotifyOutcome } from '@mooddj/shared/spotify'
import { Counter, type Registry } from 'prom-client'

/** What came of changing a refresh token. */
type RefreshOutcome = 'fresh' | 'ended' | 'failed'

/** How linking and refreshing go, without saying whose. */
export interface SpotifyMetrics {
  countReturn(outcome: SpotifyOutcome): void
  countRefresh(outcome: RefreshOutcome): void
}

export function createSpotifyMetrics(registry: Registry): SpotifyMetrics {
  const counter = (name: string, help: string) =>
    new Counter({ name, help, labelNames: ['outcome'], registers: [registry] })
  const returns = counter('mooddj_spotify_returns_total', 'Browsers that came back from Spotify')
  const refreshes = counter('mooddj_spotify_refreshes_total', 'Refresh tokens of Spotify that were shown')
  return {
    countReturn: (outcome) => returns.inc({ outcome }),
    countRefresh: (outcome) => refreshes.inc({ outcome }),
  }
}
