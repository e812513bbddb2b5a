'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { dominantEmotion, type Emotion } from '@mooddj/shared/emotion'
import type { MoodReading } from '@mooddj/shared/mood'
import type { Problem } from '@mooddj/shared/problem'
import { useApi } from '../api/api-context.tsx'
import { ownProblem, toProblem } from '../api/api-problem.ts'
import { useCamera } from '../live/use-camera.ts'
import { type Live, useLive } from '../live/use-live.ts'
import { useEntry } from './use-entry.ts'

/** What the consent dialog was opened for; it goes on with that once agreed. */
type Asked = { for: 'camera' } | { for: 'photo'; photo: File } | null

/** A mood that does not come from the live session. */
export interface Chosen {
  emotion: Emotion
  by: 'hand' | 'photo'
  /** What the photo showed. */
  reading: MoodReading | null
}

/** Everything that the DJ view decides before a playlist is composed. */
export function useDj() {
  const { api } = useApi()
  const { entry, enter, decide } = useEntry()
  const camera = useCamera()
  const video = useRef<HTMLVideoElement>(null)
  const live = useLive(camera.stream, video)
  const [asked, setAsked] = useState<Asked>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const photo = usePhotoReading(setChosen, api.readPhoto)

  const decision = entry.status === 'ready' ? entry.decision : null
  const { open: openCamera, close: closeCamera } = camera
  const begin = useCallback(
    async (isWanted: () => boolean) => {
      const decided = await enter()
      if (!isWanted()) return
      if (decided === 'granted') void openCamera()
      if (decided === 'open') setAsked({ for: 'camera' })
    },
    [enter, openCamera],
  )
  useEffect(() => {
    const view = { isShown: true }
    void begin(() => view.isShown)
    return () => {
      view.isShown = false
    }
  }, [begin])

  const isRefused = live.connection.state === 'off' && live.connection.problem !== null
  useEffect(() => {
    // A camera must not stay lit for a session that the server has ended.
    if (isRefused) closeCamera()
  }, [isRefused, closeCamera])

  const settledAt = live.state.settled?.since
  useEffect(() => {
    // The session has settled anew: what it says is newer than what was chosen before.
    if (settledAt !== undefined) setChosen(null)
  }, [settledAt])

  return {
    entry,
    /** Lets the person in again after that failed, or after the server ended the session: consent may have ended too. */
    begin: async () => {
      const decided = await enter()
      if (decided === 'granted') void camera.open()
      else if (decided !== null) setAsked({ for: 'camera' })
    },
    camera,
    video,
    live,
    chosen,
    photo,
    isAsking: asked !== null,
    useCamera: () => {
      if (decision === 'granted') void camera.open()
      else setAsked({ for: 'camera' })
    },
    readPhoto: (file: File) => {
      // The photo is the mood now; a live reading beside it would soon overrule it.
      camera.close()
      if (decision === 'granted') void photo.read(file)
      else setAsked({ for: 'photo', photo: file })
    },
    choose: (emotion: Emotion) => {
      live.override(emotion)
      setChosen({ emotion, by: 'hand', reading: null })
    },
    readAgain: () => {
      setChosen(null)
      live.readAgain()
    },
    decide: async (granted: boolean) => {
      // A dialog that was closed before any sign-in went through leaves nothing to record.
      if (entry.status === 'ready' && (granted || entry.decision !== 'declined')) await decide(granted)
      const wanted = asked
      setAsked(null)
      if (!granted || wanted === null) return
      if (wanted.for === 'photo') void photo.read(wanted.photo)
      else void camera.open()
    },
  }
}

function usePhotoReading(
  onChosen: (chosen: Chosen) => void,
  readPhoto: (photo: Blob) => Promise<MoodReading>,
) {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const read = async (file: File): Promise<void> => {
    setIsBusy(true)
    setProblem(null)
    try {
      const reading = await readPhoto(file)
      const face = reading.faces[0]
      if (face) onChosen({ emotion: dominantEmotion(face.probabilities), by: 'photo', reading })
      else setProblem(ownProblem('FACE_MISSING', 422))
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setIsBusy(false)
    }
  }
  return { isBusy, problem, read }
}

/** The mood to show and to compose from; null while there is none. */
export function moodOf(live: Live, chosen: Chosen | null) {
  const { settled, holds, trail, advice } = live.state
  if (chosen) return { emotion: chosen.emotion, isSettled: true, confidence: confidenceOf(chosen) }
  if (settled && (holds || live.connection.state === 'off')) {
    return {
      emotion: settled.emotion,
      isSettled: true,
      confidence: settled.faces === 0 ? null : settled.confidence,
    }
  }
  const newest = trail.at(-1)
  const isFresh = (live.state.reading?.faces.length ?? 0) > 0
  // An obstacle gives advice instead of a mood.
  if (newest && isFresh && advice === null) {
    return {
      emotion: newest.emotion,
      isSettled: false,
      confidence: live.state.reading?.faces[0]?.confidence ?? null,
    }
  }
  return null
}

function confidenceOf(chosen: Chosen): number | null {
  return chosen.reading?.faces[0]?.confidence ?? null
}
