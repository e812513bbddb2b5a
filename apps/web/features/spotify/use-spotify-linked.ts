'use client'

import { useEffect, useState } from 'react'
import { useApi } from '../api/api-context.tsx'

/** Whether playlists can be made in the listener's Spotify. Not known, or not to be had, counts as no: the music here always plays. */
export function useSpotifyLinked(isSignedIn: boolean): boolean {
  const { api } = useApi()
  const [isLinked, setIsLinked] = useState(false)
  useEffect(() => {
    if (!isSignedIn) return
    let isGone = false
    api.spotifyLink().then(
      ({ state }) => {
        if (!isGone) setIsLinked(state === 'linked')
      },
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [api, isSignedIn])
  return isLinked
}
