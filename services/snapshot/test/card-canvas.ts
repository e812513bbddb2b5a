import type { CardContent } from '@mooddj/card/card-content'
import { drawCard } from '@mooddj/card/draw-card'
import { createCanvas } from '@napi-rs/canvas'
import { createCardFonts } from '../src/fonts/card-fonts.ts'
import { createFontShelf } from '../src/fonts/font-shelf.ts'

export const LINK = 'https://moods.example/s/kX3v9QzT0aBcDeFgHiJkLm'

/** What an ordinary card shows. */
export const CONTENT: CardContent = {
  design: 'neon',
  language: 'en',
  emotion: 'happy',
  strategy: 'cheer-up',
  title: 'Golden hour, slowly',
  tracks: [{ title: 'Paper Lanterns', artist: 'Seed Garden' }],
  energy: [-0.5, 0, 0.5],
  path: [
    { valence: -0.75, arousal: -0.5 },
    { valence: 0.9, arousal: 0.4 },
  ],
  link: LINK,
  drawnAt: '2026-11-22T12:00:00.000Z',
  timeZone: 'UTC',
}

export const fonts = createCardFonts(createFontShelf())

/** A line of text as it went onto a card: from where to where, and the way it is read. */
export interface SetLine {
  text: string
  left: number
  right: number
  baseline: number
  direction: string
}

/** Draws a card on the real canvas and tells every line of text that was set. */
export function linesOf(changes: Partial<CardContent>): SetLine[] {
  const lines: SetLine[] = []
  const context = createCanvas(1080, 1920).getContext('2d')
  const fillText = context.fillText.bind(context)
  context.fillText = (text, x, y) => {
    const { width } = context.measureText(text)
    const before = { left: 0, center: width / 2, right: width, start: 0, end: width }[context.textAlign]
    lines.push({
      text,
      left: x - before,
      right: x - before + width,
      baseline: y,
      direction: context.direction,
    })
    fillText(text, x, y)
  }
  const picture = createCanvas(64, 64)
  drawCard(
    {
      context,
      fonts,
      createLayer: (width, height) => {
        const layer = createCanvas(width, height)
        return { context: layer.getContext('2d'), picture: layer }
      },
    },
    { ...CONTENT, ...changes },
    { picture, area: { x: 0, y: 0, width: 64, height: 64 } },
  )
  return lines
}
