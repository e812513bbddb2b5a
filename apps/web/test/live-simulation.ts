import {
  type AdaptiveQuality,
  sendingOf,
  startingQuality,
  withCalm,
} from '../features/live/adaptive-quality.ts'
import { observed } from '../features/live/quality-rules.ts'
import { afterReading, afterSilence, hasCredit, type OnTheWay } from '../features/live/frames-on-the-way.ts'
import { floorMs } from '../features/live/link-health.ts'

/** A phone, a line and a house, as they are at one moment. */
export interface Conditions {
  /** What this device takes for a 640×480 picture; smaller ones take less, to the number of pixels. */
  encodeMs: number
  /** The line upwards; what does not fit waits in the system's buffers, where the page does not see it. */
  kilobitsPerSecond: number
  /** The way there and back without anything waiting. */
  roundTripMs: number
  /** Up to this much longer, evenly spread. */
  jitterMs: number
  /** How many frames a second the house reads of this session. */
  housePerSecond: number
  faceShare: number | null
  calm: boolean
}

export const FINE: Conditions = {
  encodeMs: 8,
  kilobitsPerSecond: 20_000,
  roundTripMs: 40,
  jitterMs: 10,
  housePerSecond: 30,
  faceShare: 0.35,
  calm: false,
}

/** One look per simulated tenth of a second. */
export interface Look {
  at: number
  width: number
  framesPerSecond: number
  quality: number
  /** How old the newest reading's picture was when it came. */
  ageMs: number
  readings: number
  state: AdaptiveQuality
}

const STEP_MS = 10

/** A noisy camera's picture in bytes: twice what was measured on a clean photo (12 KB at 480 px and quality 0.7). */
const bytesOf = (width: number, quality: number) => width * width * 0.75 * (0.02 + 0.2 * quality ** 1.3)

/**
 * Runs the rules against a simulated phone, line and house in steps of 10 ms. The house is the gateway's lane: one frame being
 * read, the newest waiting, `slow` at most once a second.
 */
export function simulate(seconds: number, conditionsAt: (second: number) => Conditions): Look[] {
  const random = pseudoRandom(7)
  const looks: Look[] = []
  let state = startingQuality(0)
  let onTheWay: OnTheWay = []
  let number = 0
  let dueAt = 0
  let encodedAt: number | null = null
  let lineFreeAt = 0
  let arrivals: { number: number; at: number }[] = []
  let reading: { number: number; doneAt: number } | null = null
  let waiting: number | null = null
  let answers: { number: number; at: number }[] = []
  let dropped = 0
  let slowAt = Number.NEGATIVE_INFINITY
  let ageMs = 0
  let readings = 0
  for (let now = 0; now <= seconds * 1000; now += STEP_MS) {
    const conditions = conditionsAt(now / 1000)
    state = withCalm(state, conditions.calm)
    const sending = sendingOf(state)
    const see = (seen: Parameters<typeof observed>[1]) => {
      state = observed(state, seen, now)
    }
    const half = () => conditions.roundTripMs / 2 + (random() * conditions.jitterMs) / 2

    if (encodedAt === null && now >= dueAt) {
      if (hasCredit(onTheWay, floorMs(state.link), sending.framesPerSecond))
        encodedAt = now + conditions.encodeMs * (sending.width / 640) ** 2
      else see({ type: 'held', heldMs: now - dueAt })
    } else if (encodedAt !== null && now >= encodedAt) {
      const tookMs = conditions.encodeMs * (sending.width / 640) ** 2
      number += 1
      see({ type: 'encoded', tookMs })
      see({ type: 'sent', heldMs: Math.max(0, encodedAt - tookMs - dueAt) })
      onTheWay = [
        ...onTheWay,
        { number, at: now, width: sending.width, height: Math.round(sending.width * 0.75) },
      ]
      lineFreeAt =
        Math.max(now, lineFreeAt) +
        (bytesOf(sending.width, sending.quality) * 8) / conditions.kilobitsPerSecond
      arrivals.push({ number, at: lineFreeAt + half() })
      dueAt = Math.max(encodedAt - tookMs, dueAt) + 1000 / sending.framesPerSecond
      encodedAt = null
    }
    for (const arrival of arrivals.filter(({ at }) => at <= now)) {
      if (waiting !== null) dropped += 1
      waiting = arrival.number
    }
    arrivals = arrivals.filter(({ at }) => at > now)
    if (reading !== null && reading.doneAt <= now) {
      answers.push({ number: reading.number, at: now + half() })
      reading = null
    }
    if (reading === null && waiting !== null) {
      reading = { number: waiting, doneAt: now + 1000 / conditions.housePerSecond }
      waiting = null
    }
    if (dropped > 0 && now - slowAt >= 1_000) {
      see({ type: 'slow', dropped, intervalMs: Math.round(1000 / conditions.housePerSecond) })
      slowAt = now
      dropped = 0
    }
    for (const answer of answers.filter(({ at }) => at <= now)) {
      const { answered, left } = afterReading(onTheWay, answer.number)
      onTheWay = left
      if (!answered) continue
      ageMs = now - answered.at
      readings += 1
      const faceHeight = conditions.faceShare === null ? null : conditions.faceShare * answered.height
      see({ type: 'answered', roundTripMs: ageMs, width: answered.width, faceHeight })
    }
    answers = answers.filter(({ at }) => at > now)
    if (now % 500 === 0) onTheWay = afterSilence(onTheWay, now).left
    if (now % 100 === 0) looks.push({ at: now, ...sendingOf(state), ageMs, readings, state })
  }
  return looks
}

/** How often a value of the looks turns from going up to going down or back. */
export function turns(values: readonly number[]): number {
  let direction = 0
  let count = 0
  for (const [index, value] of values.entries()) {
    const step = Math.sign(value - (values[index - 1] ?? value))
    if (step !== 0 && direction !== 0 && step !== direction) count += 1
    if (step !== 0) direction = step
  }
  return count
}

/** Even numbers from 0 to 1 that are the same in every run (Park and Miller 1988). */
export function pseudoRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
