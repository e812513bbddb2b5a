import { drawRibbon } from './ribbons.ts'
import { isSilkOrder, type SilkOrder } from './silk-order.ts'

// Runs in a worker: draws the landing's silk, so that the page's own thread never waits for a picture.

const FRAME_MS = 40

const held: { order: SilkOrder | null; context: OffscreenCanvasRenderingContext2D | null; phase: number } = {
  order: null,
  context: null,
  phase: 0.2,
}

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isSilkOrder(data)) return
  held.order = data
  if (data.canvas) {
    held.context = data.canvas.getContext('2d')
    setInterval(paint, FRAME_MS)
  }
})

function paint(): void {
  const { order, context } = held
  if (!order?.isSeen || !context) return
  const { width, height, mood, colours } = order
  const { canvas } = context
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  held.phase += (FRAME_MS / 1000) * (0.035 + 0.03 * (mood.arousal + 1))
  drawRibbon(context, mood, { width, height, phase: held.phase, colours })
}
