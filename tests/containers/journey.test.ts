import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createListener } from '@mooddj/testkit/listener'
import { setTimeout as wait } from 'node:timers/promises'
import { walkJourney } from '../test/journey.ts'
import { type ContainerHouse, openContainerHouse } from './container-house.ts'
import { startContainer, stopContainer } from './engine.ts'
import { openLiveSession } from './live-session.ts'

const INTERRUPTION_MS = 10_000
/** Within this everything works again after something that it stands on came back. */
const RECOVERS_WITHIN_MS = 30_000

let house: ContainerHouse
before(async () => {
  house = await openContainerHouse({ replicas: 2 })
})
after(() => house.close())

test('two of each service: the journey leads from a smile to a card, at either gateway and on the page’s own origin', async () => {
  for (const gateway of house.gateways) await walkJourney(gateway)
  const page = await fetch(house.page)
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Mood DJ/)
})

test('a session that began at one gateway goes on at the other', async () => {
  const [first, second = ''] = house.gateways
  const listener = await createListener(first)
  await listener.consent()
  const live = await listener.openLive()
  live.send(JSON.stringify({ type: 'override', emotion: 'sad' }))
  await live.next('settled')
  live.close()
  await live.closed
  const again = await listener.at(second).openLive(live.sessionId)
  assert.equal((await again.next('settled')).emotion, 'sad')
  again.close()
})

for (const server of ['postgres', 'redis', 'nats'] as const) {
  test(`${server} is away for ten seconds in the middle of a session: its settled mood still becomes a playlist, and a card`, async (t) => {
    const session = await openLiveSession(house.gateways)
    const interrupted = house.interrupt(server, INTERRUPTION_MS)
    await wait(INTERRUPTION_MS / 2)
    // Whoever asks meanwhile is answered, and in time: with what was asked for or with a named problem.
    const asked = performance.now()
    const meanwhile = await session.listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'sad' })
    assert.ok(meanwhile.status === 201 || meanwhile.status === 503, meanwhile.text)
    assert.ok(performance.now() - asked < INTERRUPTION_MS, 'the answer came before the server did')
    await interrupted
    await eventually(() => session.compose())
    await eventually(() => walkJourney(house.gateways[0]))
    t.diagnostic(`${server}: longest without a reading ${session.takeFigures().awayMs} ms`)
    session.close()
  })
}

test('with a slow database everything takes its time and nothing fails', async () => {
  await house.slowDatabase(150)
  try {
    await walkJourney(house.gateways[0])
  } finally {
    await house.slowDatabase(0)
  }
})

test('a database that hardly answers is told of in plain words, and all is well when it answers again', async () => {
  const listener = await createListener(house.gateways[0])
  await house.slowDatabase(8_000)
  try {
    const asked = performance.now()
    const { status, text } = await listener.call('POST', '/v1/playlists', {
      strategy: 'match',
      mood: 'happy',
    })
    assert.equal(status, 503, text)
    assert.ok(performance.now() - asked < 30_000)
  } finally {
    await house.slowDatabase(0)
  }
  await eventually(() => walkJourney(house.gateways[0]))
})

for (const service of ['auth', 'playlist', 'snapshot', 'inference'] as const) {
  test(`one of two ${service}s is ended and started again, and journeys go on all the while`, async () => {
    for (const replica of house.replicas(service)) {
      const stopped = stopContainer(replica.getId())
      await walkJourney(house.gateways[0])
      await stopped
      await walkJourney(house.gateways[0])
      await startContainer(replica.getId())
    }
  })
}

/** Tries until it works; fails as the last try did. */
async function eventually(task: () => Promise<void>): Promise<void> {
  for (const deadline = performance.now() + RECOVERS_WITHIN_MS; ;) {
    try {
      await task()
      return
    } catch (error) {
      if (performance.now() > deadline) throw error
      await wait(500)
    }
  }
}
