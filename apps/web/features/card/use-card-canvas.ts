'use client'

import type { CardContent } from '@mooddj/card/card-content'
import type { CardPhoto } from '@mooddj/card/card-context'
import { drawCard } from '@mooddj/card/draw-card'
import { CARD_SIZE } from '@mooddj/card/light'
import { MOOD_COLOURS } from '@mooddj/card/mood-look'
import { type FaceBox, PHOTO_FRAMES, photoArea } from '@mooddj/card/photo-area'
import { type RefObject, useEffect } from 'react'
import { loadPageFonts, PAGE_FONTS } from './page-fonts.ts'
import { drawStandIn } from './stand-in.ts'

/** What glass has of the camera behind it is out of focus: it need not follow every picture. */
const BEHIND_EVERY_MS = 1_500

/** What is in a preview's frame. */
export interface Shown {
  content: CardContent
  /** A photo that was taken; it comes before the video. */
  still: ImageBitmap | null
  /** A running camera, which shows through a window in the card. */
  video: RefObject<HTMLVideoElement | null>
  isPlaying: boolean
  face: FaceBox | null
}

/** Keeps a canvas showing the card as the server will draw it. */
export function useCardCanvas(canvas: RefObject<HTMLCanvasElement | null>, shown: Shown): void {
  const { content, still, video, isPlaying, face } = shown
  useEffect(() => {
    let isOver = false
    const draw = () => {
      const context = canvas.current?.getContext('2d')
      if (isOver || !context) return
      const scale = context.canvas.width / CARD_SIZE.width
      context.setTransform(scale, 0, 0, scale, 0, 0)
      context.clearRect(0, 0, CARD_SIZE.width, CARD_SIZE.height)
      const photo = photoOf(content, still ?? (isPlaying ? video.current : null), face)
      drawCard({ context, fonts: PAGE_FONTS, createLayer }, content, photo)
    }
    // Drawn at once with the fonts that are there, and again when all are; one preview a task, so that none keeps the page.
    const first = setTimeout(draw)
    void loadPageFonts().then(draw)
    const isLive = isPlaying && still === null && content.design === 'glass'
    const timer = isLive ? setInterval(draw, BEHIND_EVERY_MS) : undefined
    return () => {
      isOver = true
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [canvas, content, still, video, isPlaying, face])
}

function photoOf(
  content: CardContent,
  source: ImageBitmap | HTMLVideoElement | null,
  face: FaceBox | null,
): CardPhoto<CanvasImageSource> | undefined {
  const frame = PHOTO_FRAMES[content.design]
  if (frame === null) return undefined
  const isVideo = source instanceof HTMLVideoElement
  const picture = source ?? drawStandIn(MOOD_COLOURS[content.emotion])
  const size = isVideo
    ? { width: source.videoWidth, height: source.videoHeight }
    : { width: Number(picture.width), height: Number(picture.height) }
  const area = photoArea(size, frame, (source && face) ?? undefined)
  return { picture, area, isWindow: isVideo }
}

function createLayer(width: number, height: number) {
  const picture = document.createElement('canvas')
  picture.width = width
  picture.height = height
  const context = picture.getContext('2d')
  if (!context) throw new Error('this browser has no memory left for a canvas')
  return { context, picture }
}
