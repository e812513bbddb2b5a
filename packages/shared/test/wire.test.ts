import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyOf, subjectOf } from '../src/channel.ts'
import { accountDeleted, inferenceAnnounced, KEPT_CHANNELS, moodSettled } from '../src/channels.ts'
import { UndecodableError } from '../src/codec.ts'
import { clientMessages, serverMessages } from '../src/live-protocol.ts'

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

test('a subject says delivery, channel and key, and gives its key back', () => {
  assert.equal(subjectOf(inferenceAnnounced, 'abc-1'), 'live.inference.announced.v1.abc-1')
  assert.equal(keyOf(subjectOf(moodSettled, 'abc-1')), 'abc-1')
})

test('a key that could reach other subjects is refused', () => {
  for (const key of ['', 'a.b', '>', 'a b', 'a*'])
    assert.throws(() => subjectOf(accountDeleted, key), RangeError)
})

test('frames and readings are never among what a stream keeps', () => {
  const kept = KEPT_CHANNELS.map(({ name }) => name)
  assert.deepEqual(
    kept.filter((name) => /frame|detected|reading|announced/.test(name)),
    [],
  )
  assert.ok(KEPT_CHANNELS.every(({ delivery }) => delivery === 'every'))
})

test('an event with a field added later still decodes, one with a wrong field does not', () => {
  const event = { accountId: 'a', deletedAt: '2026-11-22T12:00:00Z' }
  assert.equal(accountDeleted.codec.decode(bytesOf({ ...event, reason: 'asked' })).accountId, 'a')
  assert.throws(() => accountDeleted.codec.decode(bytesOf({ ...event, accountId: 1 })), UndecodableError)
  assert.throws(() => accountDeleted.codec.decode(new Uint8Array([0xff, 0x00])), UndecodableError)
})

test('only the messages of the protocol are let in', () => {
  assert.deepEqual(clientMessages.parseText('{"type":"override","emotion":"sad"}'), {
    type: 'override',
    emotion: 'sad',
  })
  for (const text of [
    '',
    'null',
    '[]',
    '{"type":"dance"}',
    '{"type":"override"}',
    '{"type":"override","emotion":"Sad"}',
  ]) {
    assert.throws(() => clientMessages.parseText(text), UndecodableError, text)
  }
  assert.throws(
    () => serverMessages.parseText('{"type":"slow","dropped":0,"intervalMs":1}'),
    UndecodableError,
  )
})
