'use client'

import { CameraOff } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { FaceBoxes } from '../mood/face-boxes.tsx'
import type { Live } from '../live/use-live.ts'
import { steadiness } from '../live/live-state.ts'
import { ConnectionChip } from './connection-chip.tsx'

/** The camera as in a mirror, each face marked; the border fills while the mood settles. */
export function CameraPanel({ stream, video, live, onClose }: CameraPanelProps) {
  const [ratio, setRatio] = useState(4 / 3)
  useEffect(() => {
    const element = video.current
    if (!element) return
    element.srcObject = stream
    return () => {
      element.srcObject = null
    }
  }, [stream, video])
  return (
    <div className="ring-of-stability glow" style={{ '--steady': steadiness(live.state) }}>
      <div className="relative overflow-hidden rounded-3xl bg-black" style={{ aspectRatio: ratio }}>
        <video
          ref={video}
          aria-label="Your camera"
          autoPlay
          playsInline
          muted
          className="size-full -scale-x-100 object-fill"
          onResize={({ currentTarget }) =>
            setRatio(currentTarget.videoWidth / currentTarget.videoHeight || 4 / 3)
          }
          onLoadedMetadata={({ currentTarget }) =>
            setRatio(currentTarget.videoWidth / currentTarget.videoHeight || 4 / 3)
          }
        />
        <FaceBoxes faces={live.state.reading?.faces ?? []} />
        <div className="absolute inset-x-3 top-3 flex items-start justify-between">
          <ConnectionChip state={live.connection.state} />
          <button
            type="button"
            className="icon-button bg-black/60"
            aria-label="Turn the camera off"
            title="Turn the camera off"
            onClick={onClose}
          >
            <CameraOff aria-hidden size={20} />
          </button>
        </div>
      </div>
    </div>
  )
}

export interface CameraPanelProps {
  stream: MediaStream
  video: RefObject<HTMLVideoElement | null>
  live: Live
  onClose: () => void
}
