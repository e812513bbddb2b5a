import { PLAYLIST_LENGTH, type PlaylistRequest, type Strategy } from '@mooddj/shared/playlist'
import type { ComposerConfig } from './composer-config.ts'
import type { ContextLean } from './context/lean.ts'
import type { FallReason } from './spotify/fall-reason.ts'
import type { SpotifyDesk } from './spotify/open-spotify.ts'
import type { SpotifyStock } from './spotify/spotify-provider.ts'
import type { SessionMood } from './store/sessions.ts'

/** What a playlist is made of: Spotify's music; the built-in music in its stead, and why; or the built-in music as it was asked for. */
export type Stock = SpotifyStock | FallReason | undefined

/** The music for a request, of the provider that it names. */
export async function stockFor(
  { spotify, composer }: { spotify: Pick<SpotifyDesk, 'find'>; composer: ComposerConfig },
  {
    accountId,
    authorization,
    strategy,
    mood: { point, emotion },
    lean,
    body: { provider, target = 'happy', length = PLAYLIST_LENGTH.default },
  }: {
    accountId: string
    authorization: string
    strategy: Strategy
    mood: SessionMood
    lean: ContextLean
    body: PlaylistRequest
  },
): Promise<Stock> {
  if (provider !== 'spotify') return undefined
  const favoured = [...lean.mix]
    .filter(([, welcome]) => welcome > 0)
    .toSorted(([, one], [, other]) => other - one)
    .map(([style]) => style)
  const goal = composer.targets[target]
  const middle = { valence: (point.valence + goal.valence) / 2, arousal: (point.arousal + goal.arousal) / 2 }
  const stations = strategy === 'match' ? [point] : [point, middle, goal]
  return spotify.find({ accountId, authorization, stations, emotion, favoured, length })
}

export function isStock(stock: Stock): stock is SpotifyStock {
  return typeof stock === 'object'
}
