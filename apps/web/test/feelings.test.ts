import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { createFeelingStore, questionNow } from '../features/player/feelings.ts'
import { FEELINGS, nearestFeeling } from '../features/player/feeling-words.ts'

const at = { valence: 0.6, arousal: -0.5 }
const fresh = { feelings: {}, passed: [], hasBegun: false, hasEnded: false, heard: 0 } as const

test('a listener is asked once before the music and once after it, and never while it has hardly begun', () => {
  assert.equal(questionNow(fresh), 'before')
  assert.equal(questionNow({ ...fresh, hasBegun: true }), null)
  assert.equal(questionNow({ ...fresh, hasBegun: true, heard: 2 }), null)
  assert.equal(questionNow({ ...fresh, hasBegun: true, heard: 3 }), 'after')
  assert.equal(questionNow({ ...fresh, hasBegun: true, hasEnded: true }), 'after')
})

test('an answer or a pass ends the asking, and who has told how it was after is not asked how it was before', () => {
  assert.equal(questionNow({ ...fresh, feelings: { before: at } }), null)
  assert.equal(questionNow({ ...fresh, passed: ['before'] }), null)
  assert.equal(questionNow({ ...fresh, feelings: { after: at } }), null)
  const ended = { ...fresh, hasBegun: true, hasEnded: true }
  assert.equal(questionNow({ ...ended, feelings: { after: at } }), null)
  assert.equal(questionNow({ ...ended, passed: ['before', 'after'] }), null)
  assert.equal(questionNow({ ...ended, feelings: { before: at }, passed: ['before'] }), 'after')
})

test('an answer is shown at once and sent as its point alone; one that does not arrive stays and says so', async () => {
  const sent: unknown[] = []
  const line = { isUp: true }
  const store = createFeelingStore({
    send: async (playlistId, feeling) => {
      if (!line.isUp) throw new Error('the line is down')
      sent.push([playlistId, feeling])
    },
  })
  const [, , even, calm] = FEELINGS
  await store.tell('p1', 'before', calm.at)
  assert.deepEqual(sent, [['p1', { when: 'before', ...at }]])
  line.isUp = false
  await store.tell('p1', 'after', even.at)
  assert.deepEqual(store.told('p1').said, { before: at, after: { valence: 0, arousal: 0 } })
  assert.equal(store.told('p1').failed, 'after')
  line.isUp = true
  await store.tell('p1', 'after', even.at)
  assert.equal(store.told('p1').failed, null)
  assert.equal(sent.length, 2)
})

test('what is told of one playlist is told of no other', async () => {
  const store = createFeelingStore({ send: async () => undefined })
  await store.tell('p1', 'before', at)
  store.pass('p2', 'after')
  assert.deepEqual([store.told('p1').passed, store.told('p2').passed], [[], ['after']])
  assert.deepEqual(store.told('p2').said, {})
})

test('any point of the plane has a word: its nearest', () => {
  assert.equal(nearestFeeling(EMOTION_POINTS.happy).name, 'bright')
  assert.equal(nearestFeeling(EMOTION_POINTS.sad).name, 'low')
  assert.equal(nearestFeeling(EMOTION_POINTS.fear).name, 'tense')
  assert.equal(nearestFeeling(EMOTION_POINTS.neutral).name, 'even')
})
