'use client'

import { useTranslations } from 'use-intl'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useProblemWords } from '../shell/use-problem-words.ts'
import { Working } from '../ui/working.tsx'
import { CameraOffPanel } from './camera-off-panel.tsx'
import { CameraPanel } from './camera-panel.tsx'
import { MoodLine } from './mood-line.tsx'
import { MoodWord } from './mood-word.tsx'
import { SendingHint } from './sending-hint.tsx'
import type { moodOf, useDj } from './use-dj.ts'

/** Where the mood comes from and what it is: the camera, a photo or a choice, and the one big word. */
export function SensingPanel({ dj, mood }: SensingPanelProps) {
  const t = useTranslations('dj')
  const problemWords = useProblemWords()
  const { camera, live, chosen, photo } = dj
  const ended = live.connection.state === 'off' ? live.connection.problem : null
  const face = chosen ? chosen.reading?.faces[0] : live.state.reading?.faces[0]
  return (
    <section aria-label={t('mood')} className="space-y-4">
      {camera.stream ? (
        <CameraPanel stream={camera.stream} video={dj.video} live={live} onClose={camera.close}>
          <MoodLine
            advice={chosen ? null : live.state.advice}
            connection={live.connection.state}
            isResuming={live.sessionId !== null}
            settles={!mood?.isSettled}
            waiting={live.sending.waiting}
          />
        </CameraPanel>
      ) : (
        <CameraOffPanel dj={dj} />
      )}
      <ProblemNote problem={ended}>
        <button type="button" className="button button-quiet" onClick={() => void dj.begin()}>
          {t('useAgain')}
        </button>
      </ProblemNote>
      <ProblemNote problem={camera.problem ?? photo.problem} />
      {camera.isOpening ? <Working>{t('opening')}</Working> : null}
      {photo.isBusy ? <Working>{t('readingPhoto')}</Working> : null}
      <div className="space-y-1 px-1">
        <MoodWord
          emotion={mood?.emotion ?? null}
          isSettled={mood?.isSettled ?? false}
          note={useNote(mood, chosen?.by ?? null)}
          probabilities={face?.probabilities ?? null}
        />
        {camera.stream ? <SendingHint bottleneck={live.sending.bottleneck} /> : null}
        {live.state.error ? (
          <p dir="auto" className="text-sm text-warn">
            {problemWords({ title: '', ...live.state.error }).detail}
          </p>
        ) : null}
      </div>
    </section>
  )
}

export interface SensingPanelProps {
  dj: ReturnType<typeof useDj>
  mood: ReturnType<typeof moodOf>
}

function useNote(mood: ReturnType<typeof moodOf>, by: 'hand' | 'photo' | null): string {
  const t = useTranslations('dj')
  if (!mood) return ''
  if (mood.confidence !== null) return t('sure', { share: mood.confidence })
  return by === 'photo' ? t('fromPhoto') : t('byYou')
}
