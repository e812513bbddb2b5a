import { frameCodec } from '@mooddj/shared/frame'
import { readJpegHeader } from '@mooddj/shared/jpeg-header'
import { serverMessages } from '@mooddj/shared/live-protocol'
import type { Page, WebSocket } from 'playwright-core'

/** A line with as much room as is asked for. */
export interface Line {
  bytesPerSecond: number
  /** The width of each picture that went up, pixels. */
  readonly widths: readonly number[]
}

/** The line by which the live socket's messages go up, and the width of each picture on it; the browser's own throttle does not slow sockets. */
export async function layLine(page: Page): Promise<Line> {
  const widths: number[] = []
  const line: Line = { bytesPerSecond: Number.POSITIVE_INFINITY, widths }
  await page.routeWebSocket(/\/v1\/live/, (route) => {
    const gateway = route.connectToServer()
    let freeAt = 0
    let isOpen = true
    // What is still on the line when either end hangs up goes nowhere.
    route.onClose((code, reason) => {
      isOpen = false
      void gateway.close({ ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) })
    })
    gateway.onClose((code, reason) => {
      isOpen = false
      void route.close({ ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) })
    })
    route.onMessage((message) => {
      const now = performance.now()
      freeAt = Math.max(freeAt, now) + (1_000 * message.length) / line.bytesPerSecond
      setTimeout(() => {
        if (isOpen) gateway.send(message)
      }, freeAt - now)
      const header = typeof message === 'string' ? null : readJpegHeader(frameCodec.decode(message).jpeg)
      if (header?.kind === 'jpeg') widths.push(header.width)
    })
  })
  return line
}

/** Fills with the age of each picture whose reading comes back, ms. */
export function overhearAges(socket: WebSocket): readonly number[] {
  const ages: number[] = []
  socket.on('framereceived', ({ payload }) => {
    const message = typeof payload === 'string' ? serverMessages.parseText(payload) : null
    if (message?.type === 'mood') ages.push(Date.now() - message.capturedAt)
  })
  return ages
}
