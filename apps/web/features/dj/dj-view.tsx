'use client'

import { useEffect, useRef, useState } from 'react'
import type { Playlist } from '@mooddj/shared/playlist'
import { useLocale, useTranslations } from 'use-intl'
import type { PlaylistWish } from '../api/api.ts'
import { FaceProvider } from '../card/face-context.tsx'
import { EMOTION_LOOKS } from '../mood/emotion-look.ts'
import { useMoodLight } from '../mood/use-mood-light.ts'
import { OwnPlaylist } from '../player/own-playlist.tsx'
import { queueOf } from '../player/own-queue.ts'
import { usePlayerPart, usePlayerStore } from '../player/player-context.tsx'
import { useSettings } from '../settings/settings-context.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { type Provider, ProviderChoice } from '../spotify/provider-choice.tsx'
import { useSpotifyLink } from '../spotify/use-spotify-link.ts'
import { Working } from '../ui/working.tsx'
import { type Aim, wishOf } from './aim.ts'
import { ComposePanel } from './compose-panel.tsx'
import { ComposeProblem } from './compose-problem.tsx'
import { ConsentDialog } from './consent-dialog.tsx'
import { HandPanel } from './hand-panel.tsx'
import { MomentSwitch } from './moment-switch.tsx'
import { ReadingPanel } from './reading-panel.tsx'
import { SensingPanel } from './sensing-panel.tsx'
import { useComposer } from './use-composer.ts'
import { moodOf, useDj } from './use-dj.ts'
import { useMoment } from './use-moment.ts'

/** From a face to music: the whole journey in one view. */
export function DjView() {
  const t = useTranslations()
  const language = useLocale()
  const dj = useDj()
  const [aim, setAim] = useState<Aim>('match')
  const composer = useComposer()
  const isReady = dj.entry.status === 'ready'
  const { hasContext } = useSettings()
  const moment = useMoment(isReady && hasContext)
  const link = useSpotifyLink(isReady)
  const [provider, setProvider] = useState<Provider>('built-in')
  const store = usePlayerStore()
  const own = usePlayerPart(({ queue }) => queue?.own ?? null)
  const index = usePlayerPart((view) => view.index)
  const result = useRef<HTMLHeadingElement>(null)
  const picker = useRef<HTMLDivElement>(null)
  const mood = moodOf(dj.live, dj.chosen)
  const settled = mood?.isSettled ? mood.emotion : null
  useMoodLight(mood ? EMOTION_LOOKS[mood.emotion].colour : null)

  const show = async (playlist: Playlist | null) => {
    if (!playlist) return
    await store.load(queueOf(playlist))
    result.current?.focus({ preventScroll: true })
    result.current?.scrollIntoView({ behavior: 'smooth', block: 'start' })
  }
  const compose = async () => {
    const from = sourceOf(dj)
    if (!from) return focusPicker()
    const context = await moment.read()
    const wish = { ...wishOf(aim), from, language, ...(context ? { context } : {}) }
    await show(await composer.compose(link === 'linked' ? { ...wish, provider } : wish))
  }
  const decide = async (granted: boolean) => {
    await dj.decide(granted)
    // The dialog gives the focus back first; then it moves to what was chosen instead of the camera.
    if (!granted) setTimeout(focusPicker, 0)
  }
  const focusPicker = () => {
    composer.clear()
    picker.current?.querySelector<HTMLButtonElement>('[role="group"] button')?.focus()
    picker.current?.scrollIntoView({ behavior: 'smooth', block: 'center' })
  }

  useEffect(() => {
    const word = settled ? t(`mood.words.${settled}`) : t('shell.dj')
    document.title = `${word} · Mood DJ`
  }, [settled, t])

  return (
    <div className={`mx-auto max-w-6xl px-4 py-5 sm:px-6 desk:py-8 ${own ? '2xl:max-w-[104rem]' : ''}`}>
      <h1 className="sr-only">{t('dj.title')}</h1>
      {dj.entry.status === 'starting' ? <Working>{t('dj.lettingIn')}</Working> : null}
      {dj.entry.status === 'failed' ? (
        <ProblemNote problem={dj.entry.problem}>
          <button type="button" className="button button-primary" onClick={() => void dj.begin()}>
            {t('shell.again')}
          </button>
        </ProblemNote>
      ) : null}
      {dj.isAsking ? <ConsentDialog onDecide={decide} /> : null}
      <div
        className={`grid grid-cols-1 gap-5 desk:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] desk:items-start ${own ? '2xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)_minmax(0,5fr)]' : ''}`}
      >
        <div className="space-y-5 desk:sticky desk:top-8 desk:row-span-2 2xl:row-span-1">
          <SensingPanel dj={dj} mood={mood} />
          {dj.camera.stream ? null : <HandPanel ref={picker} dj={dj} />}
          <ComposePanel
            aim={aim}
            onAim={setAim}
            isBusy={composer.isBusy || moment.isBusy}
            isReady={isReady}
            onCompose={() => void compose()}
          >
            <ProviderChoice link={link} provider={provider} onChoose={setProvider} />
            {hasContext ? <MomentSwitch moment={moment} isReady={isReady} /> : null}
          </ComposePanel>
          <ComposeProblem
            problem={composer.problem}
            onAgain={() => void composer.again().then(show)}
            onByHand={focusPicker}
          />
        </div>
        {own ? (
          <FaceProvider value={dj.live.state.reading?.faces[0]?.box ?? null}>
            <OwnPlaylist ref={result} playlist={own} stream={dj.camera.stream} />
          </FaceProvider>
        ) : null}
        <div className="space-y-5">
          <ReadingPanel
            live={dj.live}
            chosen={dj.chosen}
            aim={aim}
            path={own?.trajectory ?? []}
            reached={own ? index : -1}
          />
          {dj.camera.stream ? <HandPanel ref={picker} dj={dj} /> : null}
        </div>
      </div>
    </div>
  )
}

/** A mood chosen by hand or read from a photo comes before the live session. */
function sourceOf({ live, chosen }: ReturnType<typeof useDj>): PlaylistWish['from'] | null {
  const overridden =
    chosen?.by === 'hand' && live.state.settled?.faces === 0 && live.state.settled.emotion === chosen.emotion
  if (chosen && !overridden) return { mood: chosen.emotion }
  return live.sessionId === null ? null : { sessionId: live.sessionId }
}
