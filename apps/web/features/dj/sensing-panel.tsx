'use client'

import { Camera } from 'lucide-react'
import { PhotoButton } from '../shell/photo-button.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../shell/working.tsx'
import { CameraPanel } from './camera-panel.tsx'
import { ConnectionChip } from './connection-chip.tsx'
import { MoodLine } from './mood-line.tsx'
import { MoodWord } from './mood-word.tsx'
import { SendingHint } from './sending-hint.tsx'
import type { moodOf, useDj } from './use-dj.ts'

/** Where the mood comes from and what it is: the camera, a photo or a choice, and the one big word. */
export function SensingPanel({
  dj,
  mood,
}: {
  dj: ReturnType<typeof useDj>
  mood: ReturnType<typeof moodOf>
}) {
  const { camera, live, chosen, photo } = dj
  const ended = live.connection.state === 'off' ? live.connection.problem : null
  return (
    <section aria-label="Your mood" className="space-y-4">
      {camera.stream ? (
        <CameraPanel stream={camera.stream} video={dj.video} live={live} onClose={camera.close} />
      ) : (
        <CameraOffPanel dj={dj} />
      )}
      <ProblemNote problem={ended}>
        <button type="button" className="button button-quiet" onClick={() => void dj.begin()}>
          Try the camera again
        </button>
      </ProblemNote>
      <ProblemNote problem={camera.problem ?? photo.problem} />
      {camera.isOpening ? <Working>Opening the camera. Your browser may ask you first.</Working> : null}
      {photo.isBusy ? <Working>Reading your photo</Working> : null}
      <div className="px-1">
        <MoodWord
          emotion={mood?.emotion ?? null}
          isSettled={mood?.isSettled ?? false}
          note={noteOf(mood, chosen?.by ?? null)}
        />
        {camera.stream ? (
          <MoodLine
            advice={chosen ? null : live.state.advice}
            connection={live.connection.state}
            isResuming={live.sessionId !== null}
            settles={!mood?.isSettled}
            waiting={live.sending.waiting}
          />
        ) : null}
        {camera.stream ? <SendingHint bottleneck={live.sending.bottleneck} /> : null}
        {live.state.error ? <p className="text-sm text-warn">{live.state.error.detail}</p> : null}
      </div>
    </section>
  )
}

function noteOf(mood: ReturnType<typeof moodOf>, by: 'hand' | 'photo' | null): string {
  if (!mood) return ''
  if (mood.confidence !== null) return `${Math.round(mood.confidence * 100)} % sure`
  return by === 'photo' ? 'from your photo' : 'chosen by you'
}

function CameraOffPanel({ dj }: { dj: ReturnType<typeof useDj> }) {
  const isReady = dj.entry.status === 'ready'
  return (
    <div className="glass relative grid place-content-center gap-4 px-6 pt-14 pb-8 text-center desk:py-16">
      <div className="absolute top-3 left-3">
        <ConnectionChip state="off" />
      </div>
      <p className="mx-auto max-w-xs text-ink-soft">
        The camera is off. Use it, bring a photo, or choose your mood by hand.
      </p>
      <div className="flex flex-wrap justify-center gap-3">
        <button
          type="button"
          className="button button-quiet"
          disabled={!isReady || dj.camera.isOpening}
          onClick={dj.useCamera}
        >
          <Camera aria-hidden size={18} /> Use the camera
        </button>
        <PhotoButton disabled={!isReady || dj.photo.isBusy} onPhoto={dj.readPhoto} />
      </div>
    </div>
  )
}
