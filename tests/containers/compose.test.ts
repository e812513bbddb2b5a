import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { createListener } from '@mooddj/testkit/listener'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { walkJourney } from '../test/journey.ts'
import { type ComposeHouse, openComposeHouse } from './compose-house.ts'
import { startContainer, stopContainer } from './engine.ts'
import { openLiveSession } from './live-session.ts'

/** As long as this a session may be without a reading in a roll-out. */
const AWAY_MOST_MS = 5_000

let house: ComposeHouse
before(async () => {
  house = await openComposeHouse({ gateways: 2 })
})
after(() => house.close())

test('docker compose up --wait brings everything up from nothing, and the journey leads from a smile to a card', async (t) => {
  t.diagnostic(`up in ${(await house.up()).toFixed(1)} s`)
  const [gateway] = await house.gateways()
  await walkJourney(gateway)
  const page = await fetch(house.page)
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Mood DJ/)
})

test('what was made is there after down and up, and who is signed in stays so', async (t) => {
  const [earlier] = await house.gateways()
  const listener = await createListener(earlier)
  const made = await listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'happy' })
  assert.equal(made.status, 201, made.text)
  const [, id] = /"id":"([^"]+)"/.exec(made.text) ?? []
  await house.down()
  t.diagnostic(`up again in ${(await house.up()).toFixed(1)} s`)
  const [later] = await house.gateways()
  assert.equal((await listener.at(later).call('GET', `/v1/playlists/${id}`)).status, 200)
})

test('--scale inference=3 spreads the frames', async () => {
  await house.up({ inference: 3 })
  const frame = await smilingFrame()
  const [gateway] = await house.gateways()
  const sessions = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const listener = await createListener(gateway)
      await listener.consent()
      const live = await listener.openLive()
      const camera = live.stream(frame, 3)
      for (let count = 0; count < 10; count++) await live.next('mood', 60_000)
      camera.stop()
      return live
    }),
  )
  for (const live of sessions) live.close()
  const containers = await house.containers('inference')
  assert.equal(containers.length, 3)
  for (const container of containers) {
    const read = /^mooddj_frame_age_seconds_count\S* (\d+)$/m.exec(await house.metricsOf(container))
    assert.ok(Number(read?.[1]) > 0, 'each of them reads frames')
  }
})

test('a roll-out under three live sessions: every container is replaced, no settled mood is lost, nobody is away for over five seconds', async (t) => {
  const two = { auth: 2, playlist: 2, snapshot: 2, inference: 2, gateway: 2 }
  await house.up(two)
  const gateways = await house.gateways()
  const sessions = await Promise.all([1, 2, 3].map(() => openLiveSession(gateways)))
  for (const session of sessions) session.takeFigures()
  for (const service of Object.keys(two)) {
    for (const container of await house.containers(service)) {
      await stopContainer(container)
      await startContainer(container)
    }
    const figures = sessions.map((session) => session.takeFigures())
    for (const session of sessions) await session.compose()
    const away = figures.map(({ awayMs }) => awayMs)
    const reopened = figures.reduce((sum, figure) => sum + figure.reopened, 0)
    t.diagnostic(
      `${service}: longest without a reading ${away.join(', ')} ms; sockets opened again: ${reopened}`,
    )
    assert.ok(
      Math.max(...away) < AWAY_MOST_MS,
      `away for ${Math.max(...away)} ms while ${service} was replaced`,
    )
  }
  for (const session of sessions) session.close()
})
