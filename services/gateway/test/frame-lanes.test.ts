import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Frame } from '@mooddj/shared/frame'
import type { CrewMember } from '../src/crew-member.ts'
import { createFrameLanes, type Lane } from '../src/frame-lanes.ts'

const frame = (number: number): Frame => ({ number, capturedAt: number, jpeg: new Uint8Array() })

/** An inference process whose standing is set by hand. */
type Member = CrewMember & { is: ReturnType<CrewMember['standing']>; isThere: boolean; capacity: number }

/** Lanes with a clock that is moved by hand, and inference processes that note what they are sent. */
function setUp() {
  const clock = { now: 0 }
  const sent: { sessionId: string; number: number; at: number; to: string }[] = []
  const drops: string[] = []
  const line: { sessionId: string; number: number }[] = []
  const lanes = createFrameLanes({ now: () => clock.now })
  const member = (id: string, { threads = 2, capacity = 100 } = {}): Member => ({
    id,
    threads,
    capacity,
    reading: 0,
    is: 'ready',
    isThere: true,
    standing() {
      return this.is
    },
    send(sessionId, { number }) {
      if (this.isThere) sent.push({ sessionId, number, at: clock.now, to: id })
      return this.isThere
    },
  })
  const first = member('first')
  lanes.join(first)
  const answered = new Set<number>()
  return {
    clock,
    sent,
    drops,
    lanes,
    first,
    /** Frames that {@link film} has taken and not yet read. */
    line,
    member,
    /** Where the newest frame of a session went. */
    lastOf: (sessionId: string) => sent.findLast((one) => one.sessionId === sessionId)?.to,
    open: (sessionId: string) =>
      lanes.open({
        sessionId,
        onDrop: (reason) => drops.push(reason),
        onDetected: (detected) => detected.outcome === 'failure' && answered.add(detected.number),
      }),
    /** Answers a frame; true when the session heard of it. */
    answer(by: CrewMember, sessionId: string, number: number, { capturedAt = number, waiting = 0 } = {}) {
      answered.clear()
      const detected = { outcome: 'failure', number, capturedAt, failure: 'FRAME_DROPPED' } as const
      lanes.answered(by, sessionId, { ticket: 0, waiting, detected })
      return answered.has(number)
    },
  }
}

describe('frame lanes', () => {
  test('one frame is on its way; of those that wait the newest goes next', () => {
    const { sent, drops, open, answer, first } = setUp()
    const lane = open('a')
    for (const number of [1, 2, 3, 4]) lane.offer(frame(number))
    assert.deepEqual(
      sent.map(({ number }) => number),
      [1],
    )
    assert.equal(answer(first, 'a', 1), true)
    assert.deepEqual(
      sent.map(({ number }) => number),
      [1, 4],
    )
    assert.deepEqual(drops, ['newer', 'newer'])
  })

  test('an answer to another frame than the one on its way is not taken', () => {
    const { open, answer, first } = setUp()
    const lane = open('a')
    lane.offer(frame(5))
    assert.equal(answer(first, 'a', 4), false)
    assert.equal(answer(first, 'a', 5, { capturedAt: 4 }), false)
    assert.equal(answer(first, 'b', 5), false)
    assert.equal(answer(first, 'a', 5), true)
    assert.equal(answer(first, 'a', 5), false)
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
    const { sent, drops, first, lanes, open } = setUp()
    const lane = open('a')
    first.isThere = false
    lane.offer(frame(1))
    lane.offer(frame(2))
    assert.deepEqual(drops, ['away', 'away'])
    lanes.leave(first)
    lane.offer(frame(3))
    assert.deepEqual(drops, ['away', 'away', 'away'])
    first.isThere = true
    lanes.join(first)
    lane.offer(frame(4))
    assert.deepEqual(
      sent.map(({ number }) => number),
      [4],
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
    const { inFlight, posts } = lanes.load()
    assert.deepEqual([inFlight, posts], [0, [{ id: 'first', sessions: 0, inFlight: 0, waiting: 0 }]])
  })

  test('the interval to aim at is what the session is being served at', () => {
    const { clock, open, answer, first } = setUp()
    const lane = open('a')
    let number = 0
    lane.offer(frame(number))
    for (let round = 0; round < 50; round++) {
      clock.now += 250
      const onItsWay = number
      number += 1
      lane.offer(frame(number))
      answer(first, 'a', onItsWay)
    }
    assert.ok(Math.abs(lane.intervalMs() - 250) < 10)
  })
})

/** Sessions that film at their own rates into one process that reads one frame at a time, for so long. */
function film(
  room: ReturnType<typeof setUp>,
  sessions: { id: string; everyMs: number; lane: Lane }[],
  { readMs, forMs }: { readMs: number; forMs: number },
) {
  const { clock, sent, first, answer, line } = room
  const read = new Map<string, number>()
  const ages: number[] = []
  let mostOnTheWay = 0
  let freeAt = clock.now + readMs
  const until = clock.now + forMs
  for (; clock.now < until; clock.now += 1) {
    for (const [index, { everyMs, lane }] of sessions.entries())
      if ((clock.now + index * 7) % everyMs === 0) lane.offer(frame(clock.now))
    line.push(...sent.splice(0))
    mostOnTheWay = Math.max(mostOnTheWay, line.length)
    const [next] = line
    if (next === undefined || clock.now < freeAt) continue
    line.shift()
    freeAt = clock.now + readMs
    ages.push(clock.now - next.number)
    if (answer(first, next.sessionId, next.number, { waiting: Math.max(0, line.length - 1) }))
      read.set(next.sessionId, (read.get(next.sessionId) ?? 0) + 1)
  }
  ages.sort((a, b) => a - b)
  return {
    counts: sessions.map(({ id }) => read.get(id) ?? 0),
    total: ages.length,
    mostOnTheWay,
    p99: ages[Math.floor(ages.length * 0.99)] ?? Number.NaN,
  }
}

describe('more frames than can be read', () => {
  const listeners = (room: ReturnType<typeof setUp>, everyMs: number[]) =>
    everyMs.map((every, index) => {
      const lane = room.open(`${index}`)
      lane.settled(true)
      return { id: `${index}`, everyMs: every, lane }
    })

  test('forty sessions at four times what can be served: served alike, with frames that are fresh, and few on the way', () => {
    const room = setUp()
    room.first.capacity = 1_000 / 7
    const sessions = listeners(
      room,
      Array.from({ length: 40 }, () => 66),
    )
    const { counts, total, mostOnTheWay, p99 } = film(room, sessions, { readMs: 7, forMs: 30_000 })
    assert.ok(total > 30_000 / 8.5, `${total} answered`)
    const [fewest, most] = [Math.min(...counts), Math.max(...counts)]
    assert.ok(fewest >= 0.94 * most, `from ${fewest} to ${most}`)
    assert.ok(mostOnTheWay <= 3, `${mostOnTheWay} on the way`)
    assert.ok(p99 <= 36, `the oldest were ${p99} ms old`)
  })

  test('shares are equal whatever rate anyone sends at; who sends less than a share is read in full', () => {
    const room = setUp()
    room.first.capacity = 1_000 / 25
    const sessions = listeners(room, [33, 33, 50, 66, 66, 100, 100, 1_000])
    const { counts } = film(room, sessions, { readMs: 25, forMs: 30_000 })
    const slowest = counts.pop() ?? 0
    assert.ok(slowest >= 28, `${slowest} of 30`)
    const [fewest, most] = [Math.min(...counts), Math.max(...counts)]
    assert.ok(fewest >= 0.9 * most, `from ${fewest} to ${most}`)
  })

  test('whoever sent little for long has no more than a moment of precedence when it sends much', () => {
    const room = setUp()
    const everyMs = Array.from({ length: 6 }, () => 50)
    const sessions = listeners(room, everyMs)
    const [quiet, ...others] = sessions
    if (quiet === undefined) throw new Error('there is no first session')
    film(room, [{ ...quiet, everyMs: 2_000 }, ...others], { readMs: 25, forMs: 60_000 })
    const { counts } = film(room, sessions, { readMs: 25, forMs: 6_000 })
    const [own = 0, ...rest] = counts
    const mean = rest.reduce((sum, count) => sum + count, 0) / rest.length
    assert.ok(own >= mean && own <= mean + 8, String(counts))
  })

  test('cameras that keep time with the reading starve nobody', () => {
    const room = setUp()
    const sessions = listeners(
      room,
      Array.from({ length: 6 }, () => 60),
    )
    const { counts } = film(room, sessions, { readMs: 60, forMs: 60_000 })
    const [fewest, most] = [Math.min(...counts), Math.max(...counts)]
    assert.ok(most - fewest <= 6 && fewest > 100, `from ${fewest} to ${most}`)
  })

  test('a mood not settled yet has two turns for one, for fifteen seconds at most', () => {
    const room = setUp()
    const sessions = listeners(
      room,
      Array.from({ length: 8 }, () => 50),
    )
    const [newcomer] = sessions
    newcomer?.lane.settled(false)
    const early = film(room, sessions, { readMs: 20, forMs: 15_000 }).counts
    const [own = 0, ...others] = early
    const mean = others.reduce((sum, count) => sum + count, 0) / others.length
    assert.ok(own / mean > 1.8 && own / mean < 2.2, `${own} to ${mean}`)
    assert.ok(Math.min(...others) >= 0.9 * Math.max(...others))
    const late = film(room, sessions, { readMs: 20, forMs: 15_000 }).counts
    assert.ok(Math.min(...late) >= 0.9 * Math.max(...late) && Math.min(...late) > 60, String(late))
  })

  test('what piles up behind others’ frames is answered by sending fewer, and never none', () => {
    const { open, first, answer, lanes } = setUp()
    for (let index = 0; index < 10; index++) open(`${index}`).offer(frame(1))
    assert.equal(lanes.load().inFlight, 3)
    for (let index = 0; index < 3; index++) answer(first, `${index}`, 1, { waiting: 9 })
    assert.deepEqual([lanes.load().window, lanes.load().inFlight], [1, 1])
  })
})

describe('several inference processes', () => {
  /** Time passes with everyone filming ten frames a second and every frame read at once. */
  const pass = (
    room: ReturnType<typeof setUp>,
    sessions: Map<string, Lane>,
    members: Member[],
    ms: number,
  ) => {
    for (const until = room.clock.now + ms; room.clock.now < until; room.clock.now += 100) {
      for (const [id, lane] of sessions) {
        lane.offer(frame(room.clock.now))
        const last = room.sent.at(-1)
        const by = members.find((member) => member.id === last?.to)
        if (last?.sessionId === id && by?.is === 'ready') room.answer(by, id, last.number)
      }
      room.lanes.sweep()
    }
  }
  const open = (room: ReturnType<typeof setUp>, count: number) =>
    new Map(Array.from({ length: count }, (_, index) => [`${index}`, room.open(`${index}`)]))
  const homes = (room: ReturnType<typeof setUp>) =>
    Object.fromEntries(room.lanes.load().posts.map(({ id, sessions }) => [id, sessions]))

  test('sessions are shared by what each process can do, and stay where they are', () => {
    const room = setUp()
    const strong = room.member('strong', { capacity: 300 })
    room.lanes.join(strong)
    const sessions = open(room, 12)
    pass(room, sessions, [room.first, strong], 5_000)
    assert.deepEqual(homes(room), { first: 3, strong: 9 })
    const before = [...sessions.keys()].map(room.lastOf)
    pass(room, sessions, [room.first, strong], 20_000)
    assert.deepEqual([...sessions.keys()].map(room.lastOf), before)
  })

  test('a process that comes gets its share within a second, and nobody goes to and fro when figures waver', () => {
    const room = setUp()
    const sessions = open(room, 10)
    pass(room, sessions, [room.first], 3_000)
    const second = room.member('second')
    room.lanes.join(second)
    pass(room, sessions, [room.first, second], 1_000)
    assert.deepEqual(homes(room), { first: 5, second: 5 })
    let moves = 0
    let before = [...sessions.keys()].map(room.lastOf)
    for (let round = 0; round < 60; round++) {
      room.first.capacity = round % 2 === 0 ? 92 : 108
      second.capacity = round % 2 === 0 ? 108 : 92
      pass(room, sessions, [room.first, second], 500)
      const after = [...sessions.keys()].map(room.lastOf)
      moves += after.filter((home, index) => home !== before[index]).length
      before = after
    }
    assert.ok(moves <= 1, `${moves} moves`)
  })

  test('the sessions of a process that is lost go on with the other at once; one frame each is given up', () => {
    const room = setUp()
    const second = room.member('second')
    room.lanes.join(second)
    const sessions = open(room, 4)
    pass(room, sessions, [room.first, second], 3_000)
    assert.deepEqual(homes(room), { first: 2, second: 2 })
    for (const lane of sessions.values()) lane.offer(frame(90_001))
    room.drops.length = 0
    room.lanes.leave(second)
    assert.deepEqual(room.drops, ['lost', 'lost'])
    for (const number of [90_001]) for (const id of sessions.keys()) room.answer(room.first, id, number)
    for (const [id, lane] of sessions) {
      lane.offer(frame(90_002))
      assert.equal(room.lastOf(id), 'first')
      room.answer(room.first, id, 90_002)
    }
  })

  test('a process that falls silent is left by whoever can; where it is alone it is waited for', () => {
    const room = setUp()
    const sessions = open(room, 2)
    pass(room, sessions, [room.first], 1_000)
    room.first.is = 'doubtful'
    for (const lane of sessions.values()) lane.offer(frame(80_001))
    room.lanes.sweep()
    assert.deepEqual([homes(room), room.drops], [{ first: 2 }, []])
    const second = room.member('second')
    room.lanes.join(second)
    room.lanes.sweep()
    assert.deepEqual(room.drops, ['lost', 'lost'])
    for (const lane of sessions.values()) lane.offer(frame(80_002))
    assert.deepEqual(homes(room), { first: 0, second: 2 })
    assert.deepEqual([...sessions.keys()].map(room.lastOf), ['second', 'second'])
  })

  test('a process that says goodbye finishes what it has and gets nothing new', () => {
    const room = setUp()
    const second = room.member('second')
    const sessions = open(room, 1)
    const [lane] = sessions.values()
    lane?.offer(frame(1))
    room.lanes.join(second)
    room.first.is = 'gone'
    room.lanes.refresh()
    lane?.offer(frame(2))
    assert.equal(room.sent.length, 1)
    assert.equal(room.answer(room.first, '0', 1), true)
    assert.deepEqual([room.sent.length, room.lastOf('0')], [2, 'second'])
    assert.deepEqual(room.drops, [])
  })
})
