import assert from 'node:assert/strict'
import { test } from 'node:test'
import { affectOf, EMOTION_POINTS } from '../src/affect.ts'
import { readEmotionPoints } from '../src/emotion-points.ts'
import { dominantEmotion, EMOTIONS, type Emotion, type Probabilities } from '../src/emotion.ts'

const sure = (emotion: Emotion): Probabilities => {
  const none = { happy: 0, sad: 0, angry: 0, neutral: 0, surprise: 0, fear: 0, disgust: 0 }
  return { ...none, [emotion]: 1 }
}

test('certainty about an emotion lies at that emotion’s point and names it', () => {
  for (const emotion of EMOTIONS) {
    assert.deepEqual(affectOf(sure(emotion)), EMOTION_POINTS[emotion])
    assert.equal(dominantEmotion(sure(emotion)), emotion)
  }
})

test('a deployment may move an emotion’s point, and mixtures move with it', () => {
  const points = { ...EMOTION_POINTS, happy: { valence: 0.5, arousal: 0.1 } }
  assert.deepEqual(affectOf(sure('happy'), points), points.happy)
  assert.deepEqual(affectOf({ ...sure('happy'), happy: 0.5, neutral: 0.5 }, points), {
    valence: 0.25,
    arousal: 0.05,
  })
})

test('the setting of points takes any part of them and refuses what is no point', () => {
  assert.deepEqual(readEmotionPoints(undefined), EMOTION_POINTS)
  const { sad, happy } = readEmotionPoints('{"sad":{"arousal":-0.1}}')
  assert.deepEqual([sad, happy], [{ valence: -0.75, arousal: -0.1 }, EMOTION_POINTS.happy])
  for (const text of ['{"sad":{"arousal":-2}}', '{"joy":{}}', '[]', 'sad'])
    assert.throws(() => readEmotionPoints(text), { name: 'UndecodableError' })
})

test('half and half lies in the middle between two points', () => {
  const { valence, arousal } = affectOf({ ...sure('happy'), happy: 0.5, sad: 0.5 })
  assert.ok(Math.abs(valence - 0.075) < 1e-12)
  assert.ok(Math.abs(arousal + 0.05) < 1e-12)
})

test('probabilities that sum to a little over one still give a point of the plane', () => {
  const { valence } = affectOf({ ...sure('happy'), happy: 1, surprise: 1 })
  assert.equal(valence, 1)
})

test('of two equally likely emotions the one named first wins', () => {
  assert.equal(dominantEmotion({ ...sure('fear'), sad: 1 }), 'sad')
})
