'use client'

import { useId } from 'react'
import type { PlaylistWish } from '../api/api.ts'

type Provider = NonNullable<PlaylistWish['provider']>

const WAYS: readonly { provider: Provider; words: string }[] = [
  { provider: 'built-in', words: 'Play it here' },
  { provider: 'spotify', words: 'Make it in Spotify' },
]

/** Where the music is to come from, for whoever linked Spotify. */
export function ProviderChoice({
  provider,
  onChoose,
}: {
  provider: Provider
  onChoose: (provider: Provider) => void
}) {
  const name = useId()
  return (
    <fieldset className="mt-3 flex flex-wrap items-center gap-2">
      <legend className="label float-left mr-3 py-3">Music</legend>
      {WAYS.map((way) => (
        <label
          key={way.provider}
          className="button button-quiet cursor-pointer has-checked:border-mood has-checked:bg-mood/20 has-focus-visible:outline-2 has-focus-visible:outline-cyan"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={provider === way.provider}
            onChange={() => onChoose(way.provider)}
          />
          {way.words}
        </label>
      ))}
    </fieldset>
  )
}
