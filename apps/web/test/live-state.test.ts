import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServerMessage } from '@mooddj/shared/live-protocol'
import type { Face } from '@mooddj/shared/mood'
import {
  initialLiveState,
  isCalm,
  type LiveState,
  reduce,
  steadiness,
  TRAIL_MS,
} from '../features/live/live-state.ts'

const probabilities = {
  happy: 0.8,
  sad: 0.05,
  angry: 0.05,
  neutral: 0.04,
  surprise: 0.02,
  fear: 0.02,
  disgust: 0.02,
}

function mood(
  number: number,
  capturedAt: number,
  shown: Partial<typeof probabilities> | null = {},
): ServerMessage {
  const face: Face = {
    id: 1,
    box: [0.2, 0.2, 0.4, 0.5],
    landmarks: [
      [0.3, 0.4],
      [0.5, 0.4],
      [0.4, 0.5],
      [0.4, 0.6],
      [0.2, 0.45],
      [0.6, 0.45],
    ],
    probabilities: { ...probabilities, ...shown },
    valence: 0.6,
    arousal: 0.3,
    confidence: 0.8,
  }
  const quality = { brightness: 0.5, sharpness: 0.5, faceSize: 0.5 }
  return { type: 'mood', number, capturedAt, faces: shown ? [face] : [], quality }
}

const settled: ServerMessage = {
  type: 'settled',
  emotion: 'happy',
  valence: 0.6,
  arousal: 0.3,
  confidence: 0.8,
  faces: 1,
  since: 5,
}

function after(...messages: ServerMessage[]): LiveState {
  return messages.reduce(reduce, initialLiveState)
}

test('the newest reading is shown, and one that comes late is left out', () => {
  const state = after(mood(2, 200), mood(1, 100))
  assert.equal(state.reading?.number, 2)
  assert.equal(state.trail.length, 1)
})

test('the trail forgets what is older than twenty seconds', () => {
  const state = after(mood(1, 1_000), mood(2, 2_000), mood(3, 1_500 + TRAIL_MS))
  assert.deepEqual(
    state.trail.map(({ at }) => at),
    [2_000, 1_500 + TRAIL_MS],
  )
})

test('advice ends the hold of a settled mood but keeps the mood usable', () => {
  const state = after(mood(1, 100), settled, { type: 'advice', code: 'too-dark' })
  assert.equal(state.holds, false)
  assert.equal(state.advice, 'too-dark')
  assert.equal(state.settled?.emotion, 'happy')
})

test('a settled mood takes the advice back', () => {
  assert.equal(after({ type: 'advice', code: 'too-far' }, settled).advice, null)
})

test('the advice to come into the picture ends with the first face in it', () => {
  const away = after(mood(1, 100, null), { type: 'advice', code: 'no-face' })
  assert.equal(away.advice, 'no-face')
  assert.equal(reduce(away, mood(2, 200)).advice, null)
})

test('other advice stays while it is repeated and ends by silence', () => {
  const dim = after(mood(1, 1_000), { type: 'advice', code: 'too-dark' })
  assert.equal(reduce(dim, mood(2, 4_000)).advice, 'too-dark')
  assert.equal(reduce(dim, mood(3, 6_000)).advice, null)
})

test('a refusal is shown until the next reading', () => {
  const refused = after({ type: 'error', code: 'FRAME_UNREADABLE', detail: 'No picture.' })
  assert.equal(refused.error?.code, 'FRAME_UNREADABLE')
  assert.equal(reduce(refused, mood(1, 100)).error, null)
})

test('announcements and requests to slow down leave the state as it is', () => {
  const state = after(mood(1, 100))
  assert.equal(reduce(state, { type: 'slow', dropped: 3, intervalMs: 200 }), state)
})

test('the ring fills while one emotion leads, starts over with another, and is full only when settled', () => {
  const holding = after(mood(1, 1_000), mood(2, 2_000))
  assert.equal(steadiness(holding), 0.4)
  assert.equal(steadiness(reduce(holding, mood(3, 2_100, { happy: 0.1, sad: 0.75 }))), 0)
  assert.ok(steadiness(reduce(holding, mood(3, 60_000))) < 1)
  assert.equal(steadiness(reduce(holding, settled)), 1)
})

test('a mood is calm once it is settled and nothing has contradicted it for three seconds', () => {
  const holding = after(mood(1, 1_000), settled, mood(2, 3_000))
  assert.equal(isCalm(holding), false)
  const calm = reduce(holding, mood(3, 4_100))
  assert.equal(isCalm(calm), true)
  assert.equal(isCalm(reduce(calm, mood(4, 4_200, { happy: 0.1, sad: 0.75 }))), false)
  assert.equal(isCalm(reduce(calm, { type: 'advice', code: 'too-dark' })), false)
})
