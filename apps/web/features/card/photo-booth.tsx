'use client'

import { Camera } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { takePhoto } from '../live/camera.ts'
import { useCamera } from '../live/use-camera.ts'
import { PhotoButton } from '../shell/photo-button.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useCountdown } from './use-countdown.ts'

/** A photo from the camera after three, two, one, or from the device. An open `stream` is used as it is. */
export function PhotoBooth({
  stream,
  onPhoto,
}: {
  stream: MediaStream | null
  onPhoto: (photo: Blob) => void
}) {
  const camera = useCamera()
  const video = useRef<HTMLVideoElement>(null)
  const [isReady, setIsReady] = useState(false)
  const shown = stream ?? camera.stream
  useEffect(() => {
    if (video.current) video.current.srcObject = shown
  }, [shown])

  const countdown = useCountdown(async () => {
    const photo = video.current && (await takePhoto(video.current))
    if (photo) onPhoto(photo)
  })
  const openAndCount = async () => {
    if (!shown) await camera.open()
    countdown.begin()
  }
  const isWaiting = countdown.left !== null
  return (
    <div className="space-y-4">
      <div className={`relative overflow-hidden rounded-2xl bg-black ${shown ? '' : 'hidden'}`}>
        <video
          ref={video}
          aria-label="Camera preview"
          autoPlay
          playsInline
          muted
          className="max-h-[46dvh] w-full -scale-x-100 object-contain"
          onLoadedData={() => setIsReady(true)}
        />
        {isWaiting ? (
          <p
            key={countdown.left}
            role="status"
            className="rise absolute inset-0 grid place-content-center font-display text-8xl font-semibold text-white [text-shadow:0_0_40px_black]"
          >
            {countdown.left}
          </p>
        ) : null}
      </div>
      <ProblemNote problem={camera.problem} />
      <div className="flex flex-wrap gap-3">
        <button
          type="button"
          className="button button-primary flex-1"
          disabled={isWaiting || camera.isOpening || (shown !== null && !isReady)}
          onClick={() => void openAndCount()}
        >
          <Camera aria-hidden size={18} /> Take photo
        </button>
        <PhotoButton disabled={isWaiting} onPhoto={onPhoto} />
      </div>
    </div>
  )
}
