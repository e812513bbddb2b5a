import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Frame } from '@mooddj/shared/frame'
import { createFrameLanes } from '../src/frame-lanes.ts'

const frame = (number: number): Frame => ({ number, capturedAt: number, jpeg: new Uint8Array() })

/** Lanes with a clock that is moved by hand. */
function setUp() {
  const clock = { now: 0 }
  const sent: { sessionId: string; number: number; at: number }[] = []
  const reach = { isThere: true }
  const drops: string[] = []
  const lanes = createFrameLanes({
    publish: (sessionId, { number }) => {
      if (reach.isThere) sent.push({ sessionId, number, at: clock.now })
      return reach.isThere
    },
    now: () => clock.now,
  })
  return {
    clock,
    sent,
    reach,
    drops,
    lanes,
    open: (id: string) => lanes.open(id, (reason) => drops.push(reason)),
  }
}

describe('frame lanes', () => {
  test('one frame is on its way; of those that wait the newest goes next', () => {
    const { sent, drops, open } = setUp()
    const lane = open('a')
    for (const number of [1, 2, 3, 4]) lane.offer(frame(number))
    assert.deepEqual(
      sent.map(({ number }) => number),
      [1],
    )
    assert.equal(lane.answered(1, 1), true)
    assert.deepEqual(
      sent.map(({ number }) => number),
      [1, 4],
    )
    assert.deepEqual(drops, ['newer', 'newer'])
  })

  test('an answer to another frame than the one on its way is not taken', () => {
    const { open } = setUp()
    const lane = open('a')
    lane.offer(frame(5))
    assert.equal(lane.answered(4, 4), false)
    assert.equal(lane.answered(5, 4), false)
    assert.equal(lane.answered(5, 5), true)
    assert.equal(lane.answered(5, 5), false)
  })

  test('a frame without an answer gives its place up after two seconds', () => {
    const { clock, sent, drops, lanes, open } = setUp()
    const lane = open('a')
    lane.offer(frame(1))
    lane.offer(frame(2))
    clock.now = 1_900
    lanes.sweep()
    assert.equal(sent.length, 1)
    clock.now = 2_000
    lanes.sweep()
    assert.deepEqual(
      sent.map(({ number }) => number),
      [1, 2],
    )
    assert.deepEqual(drops, ['timeout'])
  })

  test('while nobody can be reached frames are dropped, and afterwards they go again', () => {
    const { sent, drops, reach, open } = setUp()
    const lane = open('a')
    reach.isThere = false
    lane.offer(frame(1))
    lane.offer(frame(2))
    assert.deepEqual(drops, ['away', 'away'])
    reach.isThere = true
    lane.offer(frame(3))
    assert.deepEqual(
      sent.map(({ number }) => number),
      [3],
    )
  })

  test('a closed lane leaves nothing behind and makes room', () => {
    const { lanes, open } = setUp()
    for (let round = 0; round < 200; round++) {
      const lane = open(`${round}`)
      lane.offer(frame(1))
      lane.offer(frame(2))
      lane.close()
    }
    assert.equal(lanes.load().inFlight, 0)
  })

  test('forty sessions at four times what can be served: served in turn, with frames that are fresh, and few on the way', () => {
    const { clock, sent, lanes, open } = setUp()
    const sessions = Array.from({ length: 40 }, (_, index) => ({
      id: `${index}`,
      lane: open(`${index}`),
      number: 0,
      answered: 0,
    }))
    const serverTakesMs = 7
    const onTheWay: { id: string; number: number; sentAt: number }[] = []
    let freeAt = 0
    let seen = 0
    let mostOnTheWay = 0
    let ages = 0
    for (clock.now = 0; clock.now < 30_000; clock.now += 1) {
      for (const [index, session] of sessions.entries()) {
        if ((clock.now + index * 2) % 66 === 0) session.lane.offer(frame(++session.number))
      }
      for (; seen < sent.length; seen++) {
        const { sessionId: id, number, at } = sent[seen] ?? { sessionId: '', number: 0, at: 0 }
        onTheWay.push({ id, number, sentAt: at })
      }
      mostOnTheWay = Math.max(mostOnTheWay, onTheWay.length)
      const [next] = onTheWay
      if (next === undefined || clock.now < freeAt) continue
      onTheWay.shift()
      freeAt = clock.now + serverTakesMs
      const served = sessions.find(({ id }) => id === next.id)
      if (served?.lane.answered(next.number, next.number)) served.answered += 1
      ages += clock.now - next.sentAt
    }
    const counts = sessions.map(({ answered }) => answered)
    const total = counts.reduce((sum, count) => sum + count, 0)
    assert.ok(total > 30_000 / (serverTakesMs + 1.5), `${total} answered`)
    assert.ok(
      Math.min(...counts) >= 0.9 * Math.max(...counts),
      `from ${Math.min(...counts)} to ${Math.max(...counts)}`,
    )
    assert.ok(mostOnTheWay <= 64 && ages / total < 350, `${mostOnTheWay} on the way, ${ages / total} ms`)
    assert.ok(lanes.load().window >= 2)
  })

  test('the interval to aim at is what the session is being served at', () => {
    const { clock, open } = setUp()
    const lane = open('a')
    let number = 0
    lane.offer(frame(number))
    for (let round = 0; round < 50; round++) {
      clock.now += 250
      const onItsWay = number
      number += 1
      lane.offer(frame(number))
      lane.answered(onItsWay, onItsWay)
    }
    assert.ok(Math.abs(lane.intervalMs() - 250) < 10)
  })
})
