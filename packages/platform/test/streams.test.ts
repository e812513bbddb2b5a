import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { UndecodableError } from '@mooddj/shared/codec'
import { EVENT_STREAM } from '@mooddj/platform/streams'
import { startServers, type TestServers } from '@mooddj/testkit/servers'
import { jetstreamManager } from '@nats-io/jetstream'
import { closeAll, createCollector, eventually, openService, thingDone, thingSeen } from './ground.ts'

type Service = Awaited<ReturnType<typeof openService>>

describe('events', () => {
  let servers: TestServers
  let teller: Service
  const open: Service[] = []
  before(async () => {
    servers = await startServers({ nats: true })
    teller = await openService(servers, 'teller')
    open.push(teller)
  })
  after(async () => {
    await closeAll(open.map(({ app }) => app))
    await servers.stop()
  })

  const openNamed = async (name: string) => {
    const service = await openService(servers, name)
    open.push(service)
    return service
  }
  const kept = async (key: string) => {
    const manager = await jetstreamManager(teller.bus.connection)
    const { state } = await manager.streams.info(EVENT_STREAM, { subjects_filter: `every.*.*.*.${key}` })
    return state.subjects ?? {}
  }

  test('told under one id are kept once', async () => {
    for (let round = 0; round < 3; round += 1)
      await teller.streams.tell(thingDone, 'same-id', { number: 1 }, 'same')
    assert.deepEqual(await kept('same-id'), { 'every.thing.done.v1.same-id': 1 })
  })

  test('told before anyone listened are handled by whoever comes later, in order', async () => {
    for (let number = 0; number < 10; number += 1) {
      await teller.streams.tell(thingDone, 'early', { number }, `early-${number}`)
    }
    const collector = createCollector<number>()
    const { streams } = await openNamed('late')
    await streams.handle(thingDone, async ({ number }, key) => {
      if (key === 'early') collector.add(number)
    })
    assert.deepEqual(await collector.atLeast(10), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('whose handler fails are handled again, and do not hold up those behind them', async () => {
    const tries = createCollector<string>()
    const { streams } = await openNamed('failing')
    await streams.handle(thingDone, async ({ number }, key) => {
      if (key !== 'fails') return
      tries.add(`${number}`)
      const failures = tries.items.filter((item) => item === '1').length
      // Also where what failed to decode was something else, such as another service's answer.
      if (number === 1 && failures === 1) throw new UndecodableError('an answer, not the event')
      if (number === 1 && failures === 2) throw new Error('not yet')
    })
    await teller.streams.tell(thingDone, 'fails', { number: 1 }, 'fails-1')
    await teller.streams.tell(thingDone, 'fails', { number: 2 }, 'fails-2')
    assert.deepEqual(await tries.atLeast(4), ['1', '2', '1', '1'])
  })

  test('that do not decode are given up, and the next are handled', async () => {
    const collector = createCollector<number>()
    const { streams } = await openNamed('strict')
    await streams.handle(thingDone, async ({ number }, key) => {
      if (key === 'garbled') collector.add(number)
    })
    await teller.streams.tellEncoded(thingDone.name, 'garbled', Buffer.from('{"number":"one"}'), 'garbled-1')
    await teller.streams.tellEncoded(thingDone.name, 'garbled', Buffer.from('not JSON'), 'garbled-2')
    await teller.streams.tell(thingDone, 'garbled', { number: 3 }, 'garbled-3')
    assert.deepEqual(await collector.atLeast(1), [3])
    const manager = await jetstreamManager(teller.bus.connection)
    const pending = async () =>
      (await manager.consumers.info(EVENT_STREAM, 'strict-thing-done-v1')).num_ack_pending
    await eventually(pending, (count) => count === 0)
  })

  test('are shared by the replicas of a service: each is handled once', async () => {
    const collector = createCollector<number>()
    for (const { streams } of [await openNamed('twins'), await openNamed('twins')]) {
      await streams.handle(thingDone, async ({ number }, key) => {
        if (key === 'shared') collector.add(number)
      })
    }
    const numbers = Array.from({ length: 100 }, (_, number) => number)
    await Promise.all(
      numbers.map((number) => teller.streams.tell(thingDone, 'shared', { number }, `shared-${number}`)),
    )
    const handled = await collector.atLeast(100)
    assert.deepEqual(
      handled.toSorted((a, b) => a - b),
      numbers,
    )
  })

  test('go on after NATS was killed: what was told is kept, and consumers hear what comes next', async () => {
    const collector = createCollector<number>()
    const { streams } = await openNamed('steady')
    await streams.handle(thingDone, async ({ number }, key) => {
      if (key === 'restart') collector.add(number)
    })
    await teller.streams.tell(thingDone, 'restart', { number: 1 }, 'restart-1')
    await collector.atLeast(1)
    await servers.nats.restart()
    const tellAgain = async () => {
      try {
        await teller.streams.tell(thingDone, 'restart', { number: 2 }, 'restart-2')
        return true
      } catch {
        return false
      }
    }
    await eventually(tellAgain, (told) => told)
    // A consumer made just before the crash may be gone, too: then it is made again and hears everything again.
    await eventually(
      async () => collector.items,
      (numbers) => numbers.includes(2),
    )
    assert.deepEqual(await kept('restart'), { 'every.thing.done.v1.restart': 2 })
  })

  test('go on when a consumer was lost: it is made again', async () => {
    const collector = createCollector<number>()
    const { streams } = await openNamed('forgotten')
    await streams.handle(thingDone, async ({ number }, key) => {
      if (key === 'forgotten') collector.add(number)
    })
    await teller.streams.tell(thingDone, 'forgotten', { number: 1 }, 'forgotten-1')
    await collector.atLeast(1)
    const manager = await jetstreamManager(teller.bus.connection)
    await manager.consumers.delete(EVENT_STREAM, 'forgotten-thing-done-v1')
    await teller.streams.tell(thingDone, 'forgotten', { number: 2 }, 'forgotten-2')
    await eventually(
      async () => collector.items,
      (numbers) => numbers.includes(2),
    )
  })

  test('of one key: the newest can be looked at, whoever has handled it', async () => {
    for (const number of [1, 2]) await teller.streams.tell(thingDone, 'last', { number }, `last-${number}`)
    assert.deepEqual(await teller.streams.last(thingDone, 'last'), { number: 2 })
    assert.equal(await teller.streams.last(thingDone, 'nobody'), undefined)
  })

  test('of one key can be removed without touching the others', async () => {
    for (const number of [1, 2, 3]) {
      await teller.streams.tell(thingDone, 'gone', { number }, `gone-${number}`)
      if (number < 3) await teller.streams.tell(thingDone, 'kept', { number }, `kept-${number}`)
    }
    await teller.streams.purge(thingDone, 'gone')
    assert.deepEqual(await kept('gone'), {})
    assert.deepEqual(await kept('kept'), { 'every.thing.done.v1.kept': 2 })
  })

  test('told live are heard by whoever listens, and nobody is told while NATS is away', async () => {
    const { bus } = await openNamed('live')
    const collector = createCollector<string>()
    const stop = bus.listen(thingSeen, '*', ({ number }, key) => collector.add(`${key} ${number}`))
    await bus.connection.flush()
    assert.equal(teller.bus.publish(thingSeen, 'a', { number: 1 }), true)
    teller.bus.connection.publish('live.thing.seen.v1.a', 'not JSON')
    assert.equal(teller.bus.publish(thingSeen, 'b', { number: 2 }), true)
    assert.deepEqual(await collector.atLeast(2), ['a 1', 'b 2'])
    stop()
    await servers.nats.kill()
    await eventually(
      async () => teller.bus.publish(thingSeen, 'a', { number: 3 }),
      (told) => !told,
    )
    await servers.nats.start()
    await eventually(
      async () => teller.bus.publish(thingSeen, 'a', { number: 4 }),
      (told) => told,
    )
  })
})
