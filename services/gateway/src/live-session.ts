import { inSpan } from '@mooddj/platform/tracing'
import type { EmotionPoints } from '@mooddj/shared/affect'
import { UndecodableError } from '@mooddj/shared/codec'
import {
  type ClientMessage,
  clientMessages,
  CLOSE_CODES,
  type ServerMessage,
} from '@mooddj/shared/live-protocol'
import type { MoodDetected, MoodReading } from '@mooddj/shared/mood'
import { admit, NOTHING_ADMITTED, UNREADABLE_IN_A_ROW } from './admission.ts'
import { createClientClock } from './client-clock.ts'
import type { FrameFollower } from './frame-follower.ts'
import type { FrameLanes } from './frame-lanes.ts'
import type { LiveMetrics } from './live-metrics.ts'
import type { Line } from './line.ts'
import { type HeldMood, override, reset, resumed, settle, type Told } from './settle.ts'
import { createSlowNotice } from './slow-notice.ts'
import { takeToken, type TokenBucket } from './token-bucket.ts'

/** What one live session does with what reaches it; it knows neither sockets nor servers. */
export interface LiveSession {
  onFrame(message: Uint8Array): void
  onText(message: string): void
  /** Says something once, however often it is told under the same id. */
  announce(id: string, message: ServerMessage): void
  /** The mood that settled last and was not taken back by a reset: what the listener may make a playlist of. */
  held(): HeldMood | undefined
  close(): void
}

export interface LiveSessionParts {
  line: Line
  lanes: FrameLanes
  metrics: LiveMetrics
  /** Milliseconds since the epoch. */
  now: () => number
  framesPerSecond: number
  follower: FrameFollower
  points: EmotionPoints
  /** A mood has settled, or (undefined) was given up by the listener's word. Resolves, always, once it is kept or cannot be. */
  onHeld: (held: HeldMood | undefined, settledAt: number) => Promise<void>
}

/** Text messages are few: an override, a reset. */
const TEXTS = { perSecond: 5, burst: 20 }
const ANNOUNCED_MAX = 64

/** Opens a session; a resumed one first says again the mood that it held. */
export function openLiveSession(
  { sessionId, resumedMood }: { sessionId: string; resumedMood: HeldMood | undefined },
  { line, lanes, metrics, now, framesPerSecond, follower, points, onHeld }: LiveSessionParts,
): LiveSession {
  let admission = NOTHING_ADMITTED
  let mood = resumed(resumedMood)
  let texts: TokenBucket | undefined
  let undecodableInARow = 0
  let lastHeld = resumedMood
  let firstReadingAt: number | undefined
  let isClosed = false
  const clock = createClientClock()
  const announced = new Set<string>()
  const slow = createSlowNotice()

  const dropped = (reason: string) => {
    metrics.framesDropped.inc({ reason })
    const notice = slow.dropped(now(), Math.max(lane.intervalMs(), Math.ceil(1000 / framesPerSecond)))
    if (notice !== undefined) line.say({ type: 'slow', ...notice })
  }
  const lane = lanes.open({ sessionId, onDrop: dropped, onDetected: (detected) => onAnswer(detected) })
  if (resumedMood !== undefined) lane.settled(true)
  const close = (code: number, reason: string) => {
    isClosed = true
    line.close(code, reason)
  }
  const refuse = (code: string, detail: string, inARow: number) => {
    metrics.framesDropped.inc({ reason: code === 'FRAME_TOO_LARGE' ? 'too-large' : 'unreadable' })
    line.say({ type: 'error', code, detail })
    if (inARow >= UNREADABLE_IN_A_ROW) close(CLOSE_CODES.policy, 'ten unreadable frames in a row')
  }
  const tell = (told: Told, at: number) => {
    lane.settled(mood.held !== undefined)
    if (told?.kind === 'advice') line.say({ type: 'advice', code: told.code })
    if (told?.kind !== 'settled') return
    lastHeld = told.held
    void sayOnceKept(told.held, at)
  }
  /** What a listener was told must outlive this process. */
  const sayOnceKept = async (held: HeldMood, at: number) => {
    await inSpan('keep settled mood', {}, () => onHeld(held, at))
    if (!isClosed && lastHeld !== undefined) line.say({ type: 'settled', ...held.settled })
  }
  const onReading = (reading: MoodReading) => {
    const at = now()
    undecodableInARow = 0
    line.say({ type: 'mood', ...reading })
    metrics.frameAge.observe(clock.ageOf(reading.capturedAt, at) / 1000)
    firstReadingAt ??= at
    const before = mood.held
    const { state, told } = settle(mood, reading, at)
    mood = state
    if (before === undefined && told?.kind === 'settled')
      metrics.settleTime.observe((at - firstReadingAt) / 1000)
    tell(told, at)
  }
  const onDetected = (detected: MoodDetected) => {
    if (isClosed) return
    if (detected.outcome === 'reading') onReading(detected.reading)
    else if (detected.failure === 'FRAME_DROPPED') dropped('inference')
    else {
      undecodableInARow += detected.failure === 'FRAME_UNREADABLE' ? 1 : 0
      refuse(detected.failure, `Frame ${detected.number} could not be read.`, undecodableInARow)
    }
  }
  const onAnswer = (detected: MoodDetected) => {
    const { number } = detected.outcome === 'reading' ? detected.reading : detected
    follower.answered(number, detected.outcome, () => onDetected(detected))
  }
  const onMessage = (message: ClientMessage) => {
    const at = now()
    switch (message.type) {
      case 'override': {
        const isHeld = mood.held?.source === 'override' && mood.held.settled.emotion === message.emotion
        const { state, told } = override(message.emotion, points, at)
        if (isHeld) return
        mood = state
        tell(told, at)
        return
      }
      case 'reset':
        mood = reset()
        lane.settled(false)
        firstReadingAt = undefined
        if (lastHeld === undefined) return
        lastHeld = undefined
        void onHeld(undefined, at)
        return
      case 'reading':
        line.say({
          type: 'error',
          code: 'MESSAGE_NOT_READY',
          detail: 'Readings made in the browser are not taken yet.',
        })
        return
      default:
        message satisfies never
    }
  }

  if (resumedMood !== undefined) line.say({ type: 'settled', ...resumedMood.settled })

  return {
    onFrame(message) {
      if (isClosed) return
      metrics.framesReceived.inc()
      const at = now()
      const { state, outcome } = admit(admission, message, at, { framesPerSecond })
      admission = state
      if (outcome.verdict === 'refuse') refuse(outcome.code, outcome.detail, state.unreadable)
      else if (outcome.verdict === 'drop') {
        if (outcome.reason === 'rate') dropped('rate')
        else metrics.framesDropped.inc({ reason: outcome.reason })
      } else {
        clock.arrived(outcome.frame.capturedAt, at)
        lane.offer(follower.admitted(outcome.frame, at))
      }
    },
    onText(text) {
      if (isClosed) return
      const { bucket, taken } = takeToken(texts, now(), TEXTS)
      texts = bucket
      if (!taken) {
        close(CLOSE_CODES.policy, 'too many messages')
        return
      }
      try {
        onMessage(clientMessages.parseText(text))
      } catch (error) {
        if (!(error instanceof UndecodableError)) throw error
        close(CLOSE_CODES.unsupported, 'not a message of mooddj.v1')
      }
    },
    announce(id, message) {
      if (isClosed || announced.has(id)) return
      announced.add(id)
      const [oldest] = announced
      if (announced.size > ANNOUNCED_MAX && oldest !== undefined) announced.delete(oldest)
      line.say(message)
    },
    held: () => lastHeld,
    close() {
      isClosed = true
      lane.close()
      follower.close()
    },
  }
}
