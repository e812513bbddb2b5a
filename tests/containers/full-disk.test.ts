import { createListener } from '@mooddj/testkit/listener'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { StartedTestContainer } from 'testcontainers'
import { type ContainerHouse, openContainerHouse } from './container-house.ts'

/** Events that a service has decided and not yet told, by its own metrics. */
async function waitingIn(service: StartedTestContainer | undefined): Promise<number> {
  const ask = "fetch('http://127.0.0.1:9090/metrics').then((answer) => answer.text()).then(console.log)"
  const { output } = (await service?.exec(['node', '--eval', ask])) ?? { output: '' }
  return Number(/^mooddj_outbox_events\S* (\d+)$/m.exec(output)?.[1] ?? 0)
}

/** What JetStream needs for itself, and some events. */
const DISK_MB = 32

let house: ContainerHouse
before(async () => {
  house = await openContainerHouse({ natsDiskMb: DISK_MB })
})
after(() => house.close())

test('NATS’s disk is full: playlists are made all the same, and their events are told when there is room again', async () => {
  const nats = house.server('nats')
  const listener = await createListener(house.gateways[0])
  await listener.consent()
  const live = await listener.openLive()
  const compose = async () => {
    const answer = await listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'happy' })
    assert.equal(answer.status, 201, answer.text)
    return answer.text
  }
  await compose()
  await live.next('playlist')

  // `dd` ends with an error when there is no more room: that is what it is for.
  await nats.exec(['dd', 'if=/dev/zero', 'of=/data/filler', 'bs=64k', `count=${DISK_MB * 16}`])
  const made: string[] = []
  for (let count = 0; count < 5; count++) made.push(await compose())
  // Some may still fit into a block that is there: more are told, until they wait.
  const [playlist] = house.replicas('playlist')
  for (
    const deadline = performance.now() + 60_000;
    (await waitingIn(playlist)) === 0;
    made.push(await compose())
  )
    assert.ok(performance.now() < deadline, 'the disk was not full: every event was told')
  assert.equal((await nats.exec(['rm', '/data/filler'])).exitCode, 0)
  await house.interrupt('nats', 1_000)

  const announced = new Set<string>()
  while (announced.size < made.length) announced.add((await live.next('playlist', 60_000)).playlistId)
  for (const text of made)
    assert.ok(
      [...announced].some((id) => text.includes(id)),
      'each of them is told',
    )
  live.close()
})
