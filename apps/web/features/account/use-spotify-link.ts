'use client'

import type { SpotifyLink } from '@mooddj/shared/spotify'
import { useApi } from '../api/api-context.tsx'
import { type Kept, useKept } from '../api/use-kept.ts'

/** Whether Spotify is linked. */
export function useSpotifyLink(): Kept<SpotifyLink> {
  const { api } = useApi()
  return useKept(api.spotifyLink)
}
