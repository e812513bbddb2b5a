'use client'

import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import type { SharedPlaylist } from '@mooddj/shared/playlist'
import { StartButton } from '../landing/start-button.tsx'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { Compass } from '../mood/compass.tsx'
import { useMoodLight } from '../mood/use-mood-light.ts'
import { usePlayerPart, usePlayerStore } from '../player/player-context.tsx'
import { PlayerPanel } from '../player/player-panel.tsx'
import { playsHere } from '../player/plays-here.ts'
import { useStrategyWords } from '../player/strategy-words.ts'
import { SpotifyPanel } from '../spotify/spotify-panel.tsx'

/** What anyone with the link sees and hears, without an account. */
export function ShareView({ token, playlist }: { token: string; playlist: SharedPlaylist }) {
  const t = useTranslations()
  const strategyWords = useStrategyWords()
  const store = usePlayerStore()
  const index = usePlayerPart((view) => view.index)
  const isHere = playsHere(playlist.tracks)
  useEffect(() => {
    const { title, language, tracks } = playlist
    void store.load({ key: `share:${token}`, title, language, tracks, own: null })
  }, [store, token, playlist])
  const track = playlist.tracks[index] ?? playlist.tracks[0]
  useMoodLight(track ? colourOfAffect(track) : null)
  return (
    <div className="mx-auto max-w-5xl px-4 py-6 sm:px-6 desk:py-10">
      <p className="label mb-1.5">{t('share.someone')}</p>
      <h1 lang={playlist.language} dir="auto" className="page-aligned text-4xl desk:text-5xl">
        {playlist.title}
      </h1>
      <p className="mt-2 text-ink-soft">
        {strategyWords(playlist)}
        {isHere ? ` · ${t('share.plays')}` : ''}
      </p>
      <div className="mt-5 grid grid-cols-1 gap-5 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] desk:items-start">
        {isHere ? <PlayerPanel /> : <SpotifyPanel tracks={playlist.tracks} language={playlist.language} />}
        <div className="space-y-5 desk:sticky desk:top-8">
          <section aria-labelledby="share-own" className="glass p-5">
            <h2 id="share-own" className="text-xl">
              {t('share.yours')}
            </h2>
            <p className="my-3 text-ink-soft">{t('share.yoursMeans')}</p>
            <StartButton />
          </section>
          <section aria-label={t('player.path')} className="glass p-5">
            <Compass
              now={null}
              trail={[]}
              path={playlist.trajectory}
              reached={index}
              label={t('player.steps', { steps: playlist.trajectory.length })}
            />
          </section>
        </div>
      </div>
    </div>
  )
}
