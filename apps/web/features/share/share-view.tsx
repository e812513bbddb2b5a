'use client'

import { useEffect } from 'react'
import type { SharedPlaylist } from '@mooddj/shared/playlist'
import { StartButton } from '../landing/start-button.tsx'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { Compass } from '../mood/compass.tsx'
import { useMoodLight } from '../mood/use-mood-light.ts'
import { usePlayer } from '../player/player-context.tsx'
import { PlayerPanel } from '../player/player-panel.tsx'
import { playsHere } from '../player/plays-here.ts'
import { SpotifyPanel } from '../spotify/spotify-panel.tsx'
import { useStrategyWords } from '../player/strategy-words.ts'

/** What anyone with the link sees and hears, without an account. */
export function ShareView({ token, playlist }: { token: string; playlist: SharedPlaylist }) {
  const strategyWords = useStrategyWords()
  const { store, view } = usePlayer()
  useEffect(() => {
    void store.load({ key: `share:${token}`, title: playlist.title, tracks: playlist.tracks, own: null })
  }, [store, token, playlist])
  const track = playlist.tracks[view.index] ?? playlist.tracks[0]
  useMoodLight(track ? colourOfAffect(track) : null)
  return (
    <div className="mx-auto max-w-5xl px-4 py-8 sm:px-6">
      <p className="label mb-2">Someone shared a mood with you</p>
      <h1 className="text-4xl">{playlist.title}</h1>
      <p className="mt-2 text-ink-soft">{strategyWords(playlist)}</p>
      <div className="mt-6 grid grid-cols-1 gap-5 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] desk:items-start">
        {playsHere(playlist.tracks) ? <PlayerPanel /> : <SpotifyPanel tracks={playlist.tracks} />}
        <div className="space-y-5">
          <section aria-label="Path" className="glass p-5">
            <Compass
              now={null}
              trail={[]}
              path={playlist.trajectory}
              reached={view.index}
              label={`The path of this playlist in ${playlist.trajectory.length} steps.`}
            />
          </section>
          <section className="glass p-5">
            <h2 className="text-xl">Your own in a minute</h2>
            <p className="my-3 text-ink-soft">
              Look into the camera, upload a photo, or choose your mood by hand. No account needed.
            </p>
            <StartButton />
          </section>
        </div>
      </div>
    </div>
  )
}
