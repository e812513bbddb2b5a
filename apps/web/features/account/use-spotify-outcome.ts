'use client'

import { useEffect, useState } from 'react'
import { SPOTIFY_OUTCOMES, type SpotifyOutcome } from '@mooddj/shared/spotify'

/** What came of linking, when Spotify has just led here; told once, a reload does not tell it again. */
export function useSpotifyOutcome(): SpotifyOutcome | null {
  const [outcome, setOutcome] = useState<SpotifyOutcome | null>(null)
  useEffect(() => {
    const address = new URL(location.href)
    const told = address.searchParams.get('spotify')
    if (told === null) return
    setOutcome(SPOTIFY_OUTCOMES.find((known) => known === told) ?? null)
    address.searchParams.delete('spotify')
    history.replaceState(history.state, '', address)
  }, [])
  return outcome
}
