'use client'

import { useEffect, useState } from 'react'
import type { SpotifyLink } from '@mooddj/shared/spotify'
import { useApi } from '../api/api-context.tsx'

/** How the listener's account stands with Spotify. Null while it is not known or not to be had: the music here always plays. */
export function useSpotifyLink(isSignedIn: boolean): SpotifyLink['state'] | null {
  const { api } = useApi()
  const [link, setLink] = useState<SpotifyLink['state'] | null>(null)
  useEffect(() => {
    if (!isSignedIn) return
    let isGone = false
    api.spotifyLink().then(
      ({ state }) => {
        if (!isGone) setLink(state)
      },
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [api, isSignedIn])
  return link
}
