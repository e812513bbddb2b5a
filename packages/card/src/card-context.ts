/**
 * What the drawing needs of a 2D context: the part that a browser's and Skia's agree on. `filter` is not among it, since Safari has none.
 * @typeParam Picture what the canvas at hand can draw
 */
export interface CardContext<Picture> {
  fillStyle: string | object
  strokeStyle: string | object
  lineWidth: number
  lineCap: 'butt' | 'round' | 'square'
  lineJoin: 'bevel' | 'miter' | 'round'
  shadowColor: string
  shadowBlur: number
  globalAlpha: number
  imageSmoothingQuality: 'high' | 'low' | 'medium'
  font: string
  direction: 'inherit' | 'ltr' | 'rtl'
  textAlign: 'center' | 'end' | 'left' | 'right' | 'start'
  save(): void
  restore(): void
  scale(x: number, y: number): void
  beginPath(): void
  closePath(): void
  clip(): void
  fill(): void
  stroke(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  arc(x: number, y: number, radius: number, startAngle: number, endAngle: number): void
  arcTo(x1: number, y1: number, x2: number, y2: number, radius: number): void
  rect(x: number, y: number, width: number, height: number): void
  roundRect(x: number, y: number, width: number, height: number, radius: number): void
  clearRect(x: number, y: number, width: number, height: number): void
  fillRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number): void
  measureText(text: string): { readonly width: number }
  createLinearGradient(x0: number, y0: number, x1: number, y1: number): CardGradient
  createRadialGradient(x0: number, y0: number, r0: number, x1: number, y1: number, r1: number): CardGradient
  drawImage(
    picture: Picture,
    fromX: number,
    fromY: number,
    fromWidth: number,
    fromHeight: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void
}

interface CardGradient {
  addColorStop(offset: number, colour: string): void
}

/** A rectangle in pixels. */
export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** A picture and the part of it that the card shows. */
export interface CardPhoto<Picture> {
  picture: Picture
  area: Area
  /** Its place stays clear: what lies behind the canvas, a video say, shows there. */
  isWindow?: boolean
}

/** How text is set where the card is drawn. */
export interface CardFonts {
  /** The families for a title, as a CSS list. */
  title: (text: string) => string
  /** The families for running text, as a CSS list. */
  text: (text: string) => string
  /** The text with what these families cannot draw replaced or left out. */
  drawable: (text: string) => string
}

/** What a card is drawn on and with. */
export interface Sheet<Picture> {
  context: CardContext<Picture>
  fonts: CardFonts
  /** The card is read from the right: its layout is mirrored. */
  isRtl: boolean
  /** A small canvas beside the card's. */
  createLayer: (width: number, height: number) => { context: CardContext<Picture>; picture: Picture }
}
