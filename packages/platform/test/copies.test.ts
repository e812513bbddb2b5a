import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { EVENT_STREAM } from '@mooddj/platform/streams'
import { type NatsCluster, startNatsCluster } from '@mooddj/testkit/nats-cluster'
import { jetstreamManager } from '@nats-io/jetstream'
import { closeAll, createCollector, eventually, openService, thingDone } from './ground.ts'

type Service = Awaited<ReturnType<typeof openService>>

describe('the event stream on three servers', () => {
  let cluster: NatsCluster
  let first: Service
  let second: Service
  const open: Service[] = []
  before(async () => {
    cluster = await startNatsCluster()
    first = await openService(cluster, 'first')
    open.push(first)
  })
  after(async () => {
    await closeAll(open.map(({ app }) => app))
    await cluster.stop()
  })
  const streamInfo = async () => (await jetstreamManager(second.bus.connection)).streams.info(EVENT_STREAM)

  test('one that was kept on a single server is kept on three once a service is told so, and so are its consumers', async () => {
    await first.streams.handle(thingDone, () => Promise.resolve())
    second = await openService(cluster, 'second', { STREAM_REPLICAS: '3' })
    open.push(second)
    assert.equal((await streamInfo()).config.num_replicas, 3)
    const copies = await eventually(
      async () => {
        const manager = await jetstreamManager(second.bus.connection)
        const consumer = await manager.consumers
          .info(EVENT_STREAM, 'first-thing-done-v1')
          .catch(() => undefined)
        const { cluster: stream } = await streamInfo()
        return [stream?.replicas, consumer?.cluster?.replicas].map(
          (replicas) => replicas?.filter(({ current }) => current).length,
        )
      },
      ([stream, consumer]) => stream === 2 && consumer === 2,
    )
    assert.deepEqual(copies, [2, 2])
  })

  test('a server that dies takes no event with it, and events are told and handled on', async () => {
    await second.streams.tell(thingDone, 'kept', { number: 1 }, 'before')
    const { cluster: place } = await streamInfo()
    const leader = cluster.servers[Number(place?.leader?.replace('member-', ''))]
    await leader?.kill()
    const heard = createCollector<number>()
    await second.streams.handle(thingDone, async ({ number }) => heard.add(number))
    const tell = () =>
      second.streams.tell(thingDone, 'kept', { number: 2 }, 'after').then(
        () => true,
        () => false,
      )
    await eventually(tell, (isTold) => isTold)
    assert.deepEqual(await heard.atLeast(2), [1, 2])
  })
})
