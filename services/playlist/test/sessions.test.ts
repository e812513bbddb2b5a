import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import { accountDeleted, consentWithdrawn, sessionRecorded } from '@mooddj/shared/channels'
import { eventually, type Guest, type House, openHouse, sessionEvents } from './house.ts'

describe('playlists from a live session', () => {
  let house: House
  let app: App
  before(async () => {
    house = await openHouse()
    app = await house.start()
  })
  after(() => house.close())

  const match = (guest: Guest, sessionId: string) =>
    guest.post(app, '/v1/playlists', { strategy: 'match', sessionId })
  /** What is kept of the moods of a listener's sessions. */
  const moodsOf = ({ accountId }: Guest) =>
    house.query(
      'select id from sessions where account_id = $1 and coalesce(emotion, valence::text, arousal::text) is not null',
      [accountId],
    )
  const known = (sessionId: string, column: 'opened_at' | 'ended_at' | 'settled_at') =>
    eventually(async () => {
      const rows = await house.query(`select id from sessions where id = $1 and ${column} is not null`, [
        sessionId,
      ])
      return rows.length === 1
    })

  test('a mood that settles a second after the request is waited for', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    await house.tell(...session.opened())
    const startedAt = performance.now()
    const answer = match(guest, session.sessionId)
    setTimeout(() => void house.tell(...session.settled({ emotion: 'happy' })), 1_000)
    const response = await answer
    const tookMs = performance.now() - startedAt
    assert.deepEqual([response.statusCode, response.json().emotion], [201, 'happy'])
    assert.ok(tookMs >= 990, `answered after ${tookMs} ms`)
  })

  test('a mood kept by another replica wakes who waits at this one', async () => {
    const replica = await house.start()
    const guest = house.guest()
    const sessions = Array.from({ length: 6 }, () => sessionEvents(guest.accountId))
    const startedAt = performance.now()
    const answers = sessions.flatMap(({ sessionId }) =>
      [app, replica].map((at) => guest.post(at, '/v1/playlists', { strategy: 'match', sessionId })),
    )
    setTimeout(() => {
      for (const session of sessions) void house.tell(...session.settled())
    }, 200)
    for (const answer of answers) assert.equal((await answer).statusCode, 201)
    const tookMs = performance.now() - startedAt
    assert.ok(tookMs < 1_900, `all were answered after ${tookMs} ms`)
    await house.end(replica)
  })

  test('a session that never settles is answered 409 after two seconds', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    await house.tell(...session.opened())
    await known(session.sessionId, 'opened_at')
    const startedAt = performance.now()
    const response = await match(guest, session.sessionId)
    const tookMs = performance.now() - startedAt
    assert.deepEqual([response.statusCode, response.json().code], [409, 'MOOD_NOT_SETTLED'])
    assert.ok(tookMs >= 1_990 && tookMs < 5_000, `answered after ${tookMs} ms`)
  })

  test('an unknown session is waited for, then not found', async () => {
    const guest = house.guest()
    const late = sessionEvents(guest.accountId)
    const unknown = match(guest, randomUUID())
    const beginning = match(guest, late.sessionId)
    await house.tell(...late.opened())
    await house.tell(...late.settled())
    assert.equal((await beginning).statusCode, 201)
    const response = await unknown
    assert.deepEqual([response.statusCode, response.json().code], [404, 'SESSION_NOT_FOUND'])
  })

  test('somebody else’s session is not found, at once', async () => {
    const session = sessionEvents(randomUUID())
    await house.tell(...session.opened())
    await house.tell(...session.settled())
    await known(session.sessionId, 'settled_at')
    const startedAt = performance.now()
    const response = await match(house.guest(), session.sessionId)
    assert.deepEqual([response.statusCode, response.json().code], [404, 'SESSION_NOT_FOUND'])
    assert.ok(performance.now() - startedAt < 1_900)
  })

  test('nobody takes over a session by telling of it again', async () => {
    const [owner, thief] = [house.guest(), house.guest()]
    const mine = sessionEvents(owner.accountId)
    const theirs = sessionEvents(thief.accountId, mine.sessionId)
    await house.tell(...mine.settled({ emotion: 'happy' }))
    await known(mine.sessionId, 'settled_at')
    await house.tell(...theirs.settled({ emotion: 'angry' }, 1))
    await house.tell(...theirs.opened(1))
    const after = sessionEvents(thief.accountId)
    await house.tell(...after.settled())
    await known(after.sessionId, 'settled_at')
    assert.equal((await match(thief, mine.sessionId)).statusCode, 404)
    assert.equal((await match(owner, mine.sessionId)).json().emotion, 'happy')
  })

  test('the mood that settled last wins, in whatever order and however often the events come', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    const latest = session.settled({ emotion: 'happy' }, 0)
    await house.tell(...latest)
    await house.tell(...latest)
    await house.tell(...session.settled({ emotion: 'sad' }, -1))
    await house.tell(...session.ended(-2))
    await house.tell(...session.opened(-3))
    await known(session.sessionId, 'opened_at')
    await known(session.sessionId, 'ended_at')
    const done = sessionEvents(guest.accountId)
    await house.tell(...done.settled())
    await known(done.sessionId, 'settled_at')
    assert.equal((await match(guest, session.sessionId)).json().emotion, 'happy')
  })

  for (const [minutes, status] of [
    [-29, 201],
    [-31, 409],
  ] as const) {
    test(`a mood of a session that ended ${-minutes} minutes ago is answered ${status}`, async () => {
      const guest = house.guest()
      const session = sessionEvents(guest.accountId)
      await house.tell(...session.opened(-50))
      await house.tell(...session.settled({}, -45))
      await house.tell(...session.ended(minutes))
      await known(session.sessionId, 'settled_at')
      await known(session.sessionId, 'opened_at')
      await known(session.sessionId, 'ended_at')
      assert.equal((await match(guest, session.sessionId)).statusCode, status)
    })
  }

  for (const [name, order] of [
    ['as they happened', ['settled', 'forgotten']],
    ['the other way round', ['forgotten', 'settled']],
  ] as const) {
    test(`a mood that was taken back is not used, when the events come ${name}; one that settles later is`, async () => {
      const guest = house.guest()
      const session = sessionEvents(guest.accountId)
      const settled = session.settled({ emotion: 'happy' }, -2)
      const forgotten = session.forgotten(-1)
      const told = { settled: () => house.tell(...settled), forgotten: () => house.tell(...forgotten) }
      await house.tell(...session.opened(-3))
      for (const event of order) {
        await told[event]()
        await known(session.sessionId, 'settled_at')
      }
      await known(session.sessionId, 'opened_at')
      await eventually(async () => (await moodsOf(guest)).length === 0)
      assert.equal((await match(guest, session.sessionId)).statusCode, 409)
      await house.tell(...session.settled({ emotion: 'angry' }))
      const response = await match(guest, session.sessionId)
      assert.deepEqual([response.statusCode, response.json().emotion], [201, 'angry'])
    })
  }

  test('gateways are told once a mood that was taken back is forgotten', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    const heard = house.hear(sessionRecorded, session.sessionId)
    await house.tell(...session.settled({}, -1))
    await house.tell(...session.forgotten())
    await eventually(async () => heard.some(({ forgotten }) => forgotten === true))
    assert.deepEqual(await moodsOf(guest), [])
  })

  test('withdrawn consent erases the moods of every session of the account at once, and of nobody else', async () => {
    const [guest, other] = [house.guest(), house.guest()]
    const sessions = [sessionEvents(guest.accountId), sessionEvents(guest.accountId)]
    const kept = sessionEvents(other.accountId)
    for (const session of [...sessions, kept]) await house.tell(...session.settled({}, -1))
    for (const { sessionId } of [...sessions, kept]) await known(sessionId, 'settled_at')
    const at = new Date().toISOString()
    await house.tell(consentWithdrawn, {
      accountId: guest.accountId,
      purpose: 'location',
      version: '1',
      at,
    })
    await house.tell(...sessionEvents(guest.accountId, 'before-that').opened())
    await known('before-that', 'opened_at')
    assert.equal((await moodsOf(guest)).length, 2)
    const withdrawal = { accountId: guest.accountId, purpose: 'emotion-recognition', version: '1', at }
    await house.tell(consentWithdrawn, withdrawal)
    await eventually(async () => (await moodsOf(guest)).length === 0)
    // What settled before the withdrawal and comes after it is not kept either.
    const [late] = sessions
    if (late !== undefined) await house.tell(...late.settled({ emotion: 'happy' }, -0.5))
    await house.tell(...sessionEvents(guest.accountId, 'after-that').opened())
    await known('after-that', 'opened_at')
    assert.deepEqual(await moodsOf(guest), [])
    assert.equal((await moodsOf(other)).length, 1)
    assert.equal((await match(other, kept.sessionId)).statusCode, 201)
  })

  test('a mood stays usable while its socket is open', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    await house.tell(...session.opened(-90))
    await house.tell(...session.settled({}, -80))
    await known(session.sessionId, 'settled_at')
    await known(session.sessionId, 'opened_at')
    assert.equal((await match(guest, session.sessionId)).statusCode, 201)
  })

  test('a mood whose time is over is swept away, one that may be used stays', async () => {
    const guest = house.guest()
    const [old, usable] = [sessionEvents(guest.accountId), sessionEvents(guest.accountId)]
    await house.tell(...old.settled({}, -31))
    await house.tell(...usable.settled({}, -29))
    await known(old.sessionId, 'settled_at')
    await known(usable.sessionId, 'settled_at')
    const replica = await house.start()
    const left = () =>
      house.query('select id from sessions where id = any($1)', [[old.sessionId, usable.sessionId]])
    await eventually(async () => (await left()).length === 1)
    assert.deepEqual(await left(), [{ id: usable.sessionId }])
    await house.end(replica)
  })

  test('an event that makes no sense is given up and holds nothing up', async () => {
    const guest = house.guest()
    const broken = sessionEvents(guest.accountId)
    const [channel, event] = broken.settled()
    await house.tell(channel, { ...event, settledAt: 'soon' })
    await house.tell(channel, { ...event, sessionId: 'no.such id' })
    const session = sessionEvents(guest.accountId)
    await house.tell(...session.settled())
    assert.equal((await match(guest, session.sessionId)).statusCode, 201)
    assert.deepEqual(await house.query('select id from sessions where id = $1', [broken.sessionId]), [])
  })

  test('events that come after the account’s deletion leave nothing', async () => {
    const guest = house.guest()
    const session = sessionEvents(guest.accountId)
    await house.tell(accountDeleted, { accountId: guest.accountId, deletedAt: new Date().toISOString() })
    await eventually(
      async () =>
        (await guest.post(app, '/v1/playlists', { strategy: 'match', mood: 'sad' })).statusCode === 401,
    )
    await house.tell(...session.opened())
    await house.tell(...session.settled())
    await house.tell(...session.ended())
    const marker = sessionEvents(randomUUID())
    await house.tell(...marker.opened())
    await house.tell(...marker.settled())
    await house.tell(...marker.ended())
    await known(marker.sessionId, 'opened_at')
    await known(marker.sessionId, 'settled_at')
    await known(marker.sessionId, 'ended_at')
    assert.deepEqual(
      await house.query('select id from sessions where account_id = $1', [guest.accountId]),
      [],
    )
  })
})
