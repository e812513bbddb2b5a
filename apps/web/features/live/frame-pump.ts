import type { ServerMessage } from '@mooddj/shared/live-protocol'
import { bottleneck, sendingOf, startingQuality, withCalm } from './adaptive-quality.ts'
import { createFrameEncoder } from './frame-encoder.ts'
import { afterReading, afterSilence, hasCredit, type OnTheWay } from './frames-on-the-way.ts'
import { floorMs } from './link-health.ts'
import type { LiveSocket } from './live-socket.ts'
import { withNextPicture } from './next-picture.ts'
import { type Observation, observed } from './quality-rules.ts'

/** What the person may be told about how it goes. */
export interface PumpView {
  /** Whose slowness makes the page send clearly less than it wants. */
  bottleneck: 'own' | 'house' | null
  /** Whether frames go up but nothing has come back for a while. */
  waiting: boolean
}

/** Sends what a video shows, one picture at a time, as large and as often as line, device and server allow. */
export interface FramePump {
  /** Tells it everything that the server says. */
  heard(message: ServerMessage): void
  /** A new connection: what was on the way by the old one is lost. */
  connected(): void
  setCalm(calm: boolean): void
  close(): void
}

const WAITING_MS = 4_000
/** How often a page that is hidden or offline looks whether it still is. */
const PAUSED_MS = 500
/** How soon to look again for a line that is not free. */
const HELD_MS = 20
/** While there is no camera. */
export const NOTHING_TO_TELL: PumpView = { bottleneck: null, waiting: false }

/** Begins to send; `onView` hears of changes only. */
export function openFramePump({ video, socket, onView }: FramePumpOptions): FramePump {
  const encoder = createFrameEncoder()
  const begun = performance.now()
  const held: {
    quality: ReturnType<typeof startingQuality>
    onTheWay: OnTheWay
    dueAt: number
    heardAt: number
    heldSince: number | null
    view: PumpView
    callOff: () => void
    closed: boolean
  } = {
    quality: startingQuality(begun),
    onTheWay: [],
    dueAt: begun,
    heardAt: begun,
    heldSince: null,
    view: NOTHING_TO_TELL,
    callOff: () => undefined,
    closed: false,
  }
  const see = (seen: Observation) => {
    held.quality = observed(held.quality, seen, performance.now())
  }
  const tell = (view: PumpView) => {
    if (view.bottleneck === held.view.bottleneck && view.waiting === held.view.waiting) return
    held.view = view
    onView(view)
  }
  const forgetLost = (now: number) => {
    const { lost, left } = afterSilence(held.onTheWay, now)
    held.onTheWay = left
    if (lost.length > 0) see({ type: 'lost' })
  }
  const mayGo = (line: 'free' | 'busy'): boolean =>
    line === 'free' &&
    hasCredit(held.onTheWay, floorMs(held.quality.link), sendingOf(held.quality).framesPerSecond)

  /** Sends the picture shown now. */
  const send = async (from: HTMLVideoElement, heldMs: number) => {
    const sending = sendingOf(held.quality)
    const frame = await encoder.encode(from, sending)
    if (!frame || held.closed) return
    see({ type: 'encoded', tookMs: frame.tookMs })
    const number = socket.sendFrame(frame.jpeg, frame.capturedAt)
    if (number === null) return
    held.onTheWay = [
      ...held.onTheWay,
      { number, at: performance.now(), width: sending.width, height: frame.height },
    ]
    see({ type: 'sent', heldMs })
  }
  /** Does what is due and gives how long nothing will be, ms. */
  const turn = async (): Promise<number> => {
    const now = performance.now()
    const from = video()
    const line = socket.line()
    if (!from || line === 'gone' || document.hidden || !navigator.onLine) {
      held.dueAt = now
      held.heardAt = now
      held.heldSince = null
      held.onTheWay = []
      return PAUSED_MS
    }
    forgetLost(now)
    if (now < held.dueAt) return held.dueAt - now
    if (!mayGo(line)) {
      held.heldSince ??= now
      see({ type: 'held', heldMs: now - held.heldSince })
      return HELD_MS
    }
    const heldMs = held.heldSince === null ? 0 : now - held.heldSince
    held.heldSince = null
    const intervalMs = 1000 / sendingOf(held.quality).framesPerSecond
    // Pictures come when the camera has them: a little late now is made good by the next, but two never go at once.
    held.dueAt = Math.max(now + intervalMs / 2, held.dueAt + intervalMs)
    await send(from, heldMs)
    return Math.max(0, held.dueAt - performance.now())
  }
  const run = async () => {
    const waitMs = await turn()
    if (held.closed) return
    const waiting = performance.now() - held.heardAt > WAITING_MS
    tell({ bottleneck: bottleneck(held.quality), waiting })
    held.callOff = withNextPicture(video(), waitMs, () => void run())
  }
  void run()

  return {
    heard(message) {
      const now = performance.now()
      held.heardAt = now
      if (message.type === 'slow') see(message)
      if (message.type !== 'mood') return
      const { answered, left } = afterReading(held.onTheWay, message.number)
      held.onTheWay = left
      if (!answered) return
      const faceHeight = message.faces.length > 0 ? message.quality.faceSize * answered.height : null
      see({ type: 'answered', roundTripMs: now - answered.at, width: answered.width, faceHeight })
    },
    connected() {
      held.heardAt = performance.now()
      held.onTheWay = []
      see({ type: 'connected' })
    },
    setCalm(calm) {
      held.quality = withCalm(held.quality, calm)
    },
    close() {
      held.closed = true
      held.callOff()
      encoder.close()
    },
  }
}

export interface FramePumpOptions {
  video: () => HTMLVideoElement | null
  socket: LiveSocket
  onView: (view: PumpView) => void
}
