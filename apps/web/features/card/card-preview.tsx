'use client'

import type { CardContent } from '@mooddj/card/card-content'
import { CARD_SIZE } from '@mooddj/card/light'
import { type FaceBox, PHOTO_FRAMES, photoArea } from '@mooddj/card/photo-area'
import { type CSSProperties, type RefObject, useEffect, useRef, useState } from 'react'
import { useCardCanvas } from './use-card-canvas.ts'

/** The card as it will be, with the camera's picture alive in it: the video lies behind a window in the drawing. */
export function CardPreview({ content, stream, still, face, width, label, video }: CardPreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const own = useRef<HTMLVideoElement>(null)
  const camera = video ?? own
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  useEffect(() => {
    if (camera.current) camera.current.srcObject = stream
  }, [camera, stream])
  const isPlaying = stream !== null && size !== null
  useCardCanvas(canvas, { content, still, video: camera, isPlaying, face })
  const frame = PHOTO_FRAMES[content.design]
  return (
    <div className="relative aspect-[9/16] w-full overflow-hidden rounded-[5%/2.8%]">
      <div
        aria-hidden
        className={`absolute overflow-hidden ${frame && stream && !still ? '' : 'invisible'}`}
        style={frame ? placeOf(frame, CARD_SIZE) : undefined}
      >
        <video
          ref={camera}
          autoPlay
          playsInline
          muted
          className="absolute max-w-none -scale-x-100 transition-[left,top,width,height] duration-300"
          style={frame && size ? videoPlace(size, frame, face) : undefined}
          onLoadedData={({ currentTarget: { videoWidth, videoHeight } }) =>
            setSize({ width: videoWidth, height: videoHeight })
          }
        />
      </div>
      <canvas
        ref={canvas}
        width={width}
        height={(width * CARD_SIZE.height) / CARD_SIZE.width}
        className="absolute inset-0 h-full w-full"
        {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      />
    </div>
  )
}

export interface CardPreviewProps {
  content: CardContent
  stream: MediaStream | null
  still: ImageBitmap | null
  /** In the mirrored picture of the camera, or in the photo. */
  face: FaceBox | null
  /** Pixels of the drawing across, whatever size it is shown at. */
  width: number
  /** What it shows, in words; without it the preview is decoration. */
  label?: string
  /** Set to the camera's picture where somebody takes photos of it. */
  video?: RefObject<HTMLVideoElement | null>
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** A box as shares of a larger one. */
function placeOf(box: Box, whole: { width: number; height: number }): CSSProperties {
  return {
    left: `${(100 * box.x) / whole.width}%`,
    top: `${(100 * box.y) / whole.height}%`,
    width: `${(100 * box.width) / whole.width}%`,
    height: `${(100 * box.height) / whole.height}%`,
  }
}

/** The whole video so large and so far off that the wanted part of it fills the frame. */
function videoPlace(
  size: { width: number; height: number },
  frame: Box,
  face: FaceBox | null,
): CSSProperties {
  const area = photoArea(size, frame, face ?? undefined)
  return placeOf({ x: -area.x, y: -area.y, ...size }, area)
}
