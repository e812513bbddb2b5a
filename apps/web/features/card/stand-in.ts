import { GROUND, withOpacity } from '@mooddj/card/mood-look'

const SIDE = 512

/** What stands in the frame before there is a picture: somebody's outline in the mood's light. */
export function drawStandIn(colour: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const context = canvas.getContext('2d')
  if (!context) return canvas
  const light = context.createRadialGradient(SIDE / 2, SIDE * 0.36, 20, SIDE / 2, SIDE * 0.5, SIDE * 0.75)
  light.addColorStop(0, withOpacity(colour, 0.4))
  light.addColorStop(1, GROUND)
  context.fillStyle = GROUND
  context.fillRect(0, 0, SIDE, SIDE)
  context.fillStyle = light
  context.fillRect(0, 0, SIDE, SIDE)
  context.fillStyle = withOpacity(GROUND, 0.8)
  context.beginPath()
  context.ellipse(SIDE / 2, SIDE * 0.42, SIDE * 0.15, SIDE * 0.19, 0, 0, 2 * Math.PI)
  context.fill()
  context.beginPath()
  context.ellipse(SIDE / 2, SIDE * 1.02, SIDE * 0.36, SIDE * 0.36, 0, 0, 2 * Math.PI)
  context.fill()
  return canvas
}
