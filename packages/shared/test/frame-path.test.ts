import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { UndecodableError } from '../src/codec.ts'
import { EMOTIONS } from '../src/emotion.ts'
import { decodeFrameAsked, encodeFrameAsked, frameAnswered } from '../src/frame-path.ts'

describe('the way between gateway and inference', () => {
  const jpeg = Uint8Array.from([0xff, 0xd8, 1, 2, 3, 0xff, 0xd9])
  const bytesOf = (asked: Parameters<typeof encodeFrameAsked>[0]) => {
    const [head, picture] = encodeFrameAsked(asked)
    return Uint8Array.from([...head, ...picture])
  }
  const asked = { ticket: 4_294_967_295, sessionId: 'a-B_9', frame: { number: 7, capturedAt: 12.5, jpeg } }

  test('a frame comes out as it went in, wherever in memory it lies', () => {
    const bytes = bytesOf(asked)
    const shifted = new Uint8Array(bytes.byteLength + 3)
    shifted.set(bytes, 3)
    assert.deepEqual(decodeFrameAsked(shifted.subarray(3)), asked)
  })

  test('an answer comes out as it went in', () => {
    const detected = { outcome: 'failure', number: 7, capturedAt: 12.5, failure: 'FRAME_DROPPED' } as const
    const answered = { ticket: 3, waiting: 2, detected }
    assert.deepEqual(frameAnswered.decode(frameAnswered.encode(answered)), answered)
    assert.equal(frameAnswered.decode(frameAnswered.encode({ ...answered, waiting: 1e6 })).waiting, 65_535)
  })

  test('a reading is taken with six landmarks a face, near the picture, and not otherwise', () => {
    const even = 1 / EMOTIONS.length
    const probabilities = {
      happy: even,
      sad: even,
      angry: even,
      neutral: even,
      surprise: even,
      fear: even,
      disgust: even,
    }
    const landmarks = EMOTIONS.slice(1).map((_, index) => [index / 10 - 0.1, 1.05])
    const answerWith = (places: readonly unknown[]) => {
      const face = {
        id: 0,
        box: [0, 0, 1, 1],
        landmarks: places,
        probabilities,
        valence: 0,
        arousal: 0,
        confidence: even,
      }
      const quality = { brightness: 0.5, sharpness: 0.5, faceSize: 1 }
      const reading = { number: 1, capturedAt: 2, faces: [face], quality }
      const json = new TextEncoder().encode(JSON.stringify({ outcome: 'reading', reading }))
      return Uint8Array.from([3, 0, 0, 0, 0, 0, ...json])
    }
    const { detected } = frameAnswered.decode(answerWith(landmarks))
    assert.deepEqual(detected.outcome === 'reading' && detected.reading.faces[0]?.landmarks, landmarks)
    const wrong = [
      [],
      landmarks.slice(1),
      [...landmarks, [0, 0]],
      landmarks.map(() => [0, 3]),
      landmarks.flat(),
    ]
    for (const places of wrong)
      assert.throws(() => frameAnswered.decode(answerWith(places)), UndecodableError)
  })

  test('a session’s id of other characters, or too long, does not go on its way', () => {
    for (const sessionId of ['', 'a.b', 'é', 'x'.repeat(65)])
      assert.throws(() => bytesOf({ ...asked, sessionId }), RangeError)
  })

  test('whatever else comes is undecodable, and nothing else is thrown', () => {
    const good = bytesOf(asked)
    for (let cut = 0; cut < 21; cut++)
      assert.throws(() => decodeFrameAsked(good.subarray(0, cut)), UndecodableError, `cut at ${cut}`)
    for (let length = 0; length < 200; length++) {
      const noise = Uint8Array.from({ length }, (_, index) => (index * 151 + length * 67) % 256)
      for (const decode of [decodeFrameAsked, frameAnswered.decode]) {
        try {
          decode(noise)
        } catch (error) {
          assert.ok(error instanceof UndecodableError)
        }
      }
    }
  })
})
