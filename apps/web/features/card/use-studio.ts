'use client'

import { PHOTO_FRAMES } from '@mooddj/card/photo-area'
import { type RefObject, useEffect, useState } from 'react'
import { useLocale } from 'use-intl'
import type { CardDesign } from '@mooddj/shared/card'
import { takePhoto } from '../live/camera.ts'
import { useCamera } from '../live/use-camera.ts'
import { useSteadyFace } from './face-context.tsx'
import { type Photo, useCardDrawing } from './use-card-drawing.ts'
import { useCountdown } from './use-countdown.ts'
import { useStill } from './use-still.ts'

/** The way from a design and a photo to a card, and back: posing, drawing, done. */
export function useStudio(
  playlistId: string,
  given: MediaStream | null,
  video: RefObject<HTMLVideoElement | null>,
) {
  const language = useLocale()
  const [design, setDesign] = useState<CardDesign>('neon')
  const [photo, setPhoto] = useState<Photo | null>(null)
  const [step, setStep] = useState<'posing' | 'made' | 'deleted'>('posing')
  const camera = useCamera()
  const drawing = useCardDrawing()
  const liveFace = useSteadyFace()
  const still = useStill(photo?.file ?? null)
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const stream = given ?? camera.stream

  const draw = (from: Photo | null, wanted: CardDesign) => {
    setStep('made')
    return drawing.draw({ playlistId, design: wanted, language, timeZone }, from)
  }
  const usePhoto = async (file: Blob, face: Photo['face']) => {
    setPhoto({ file, face })
    setStep('made')
    const taken = { file, face: face ?? (await drawing.findFace(file)) }
    setPhoto(taken)
    await draw(taken, design)
  }
  const countdown = useCountdown(async () => {
    const file = video.current && (await takePhoto(video.current))
    // The camera that was opened for the photo goes dark with it; one that was open before stays.
    camera.close()
    if (file) await usePhoto(file, liveFace)
  })
  const { cancel } = countdown
  useEffect(() => {
    if (camera.problem) cancel()
  }, [camera.problem, cancel])

  const pose = () => {
    setPhoto(null)
    setStep('posing')
    drawing.clear()
  }
  return {
    design,
    language,
    timeZone,
    step,
    stream,
    still,
    face: photo ? photo.face : liveFace,
    countdown,
    camera,
    drawing,
    choose: (next: CardDesign) => {
      setDesign(next)
      if (step !== 'made') return
      if (photo !== null || PHOTO_FRAMES[next] === null) void draw(photo, next)
      else pose()
    },
    take: async () => {
      if (!stream) await camera.open()
      countdown.begin()
    },
    upload: (file: File) => void usePhoto(file, null),
    /** Draws what is chosen with the photo that is there, or none. */
    draw: () => void draw(photo, design),
    pose,
    remove: async () => {
      if (!(await drawing.remove())) return
      setPhoto(null)
      setStep('deleted')
    },
  }
}
