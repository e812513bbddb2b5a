import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { inboxOf, natsRights, subjectsOf } from '@mooddj/setup/nats-rights'
import { serviceNames } from '@mooddj/setup/roles'
import { type TestServers, startServers } from '@mooddj/testkit/servers'
import { connect, type NatsConnection, PermissionViolationError } from '@nats-io/transport-node'

/** What no service may send: it would change or remove the stream, read it whole, or take over the server. */
const forbiddenToAll = [
  '$JS.API.STREAM.DELETE.every',
  '$JS.API.STREAM.PURGE.every',
  '$JS.API.STREAM.CREATE.mine',
  '$JS.API.STREAM.LIST',
  '$JS.API.STREAM.SNAPSHOT.every',
  '$JS.API.STREAM.RESTORE.every',
  '$JS.API.CONSUMER.CREATE.every',
  '$JS.API.CONSUMER.DURABLE.CREATE.every.mine',
  '$JS.API.DIRECT.GET.every.every.mood.settled.v1.someone',
  '$SYS.REQ.SERVER.PING',
  'every.anything',
  'live.anything',
]

describe('on NATS', () => {
  let servers: TestServers
  before(async () => {
    servers = await startServers({ nats: true })
  })
  after(() => servers.stop())

  async function open(user: Parameters<TestServers['natsUrlOf']>[0]) {
    const { host, username, password } = new URL(servers.natsUrlOf(user))
    const connection = await connect({
      servers: host,
      user: username,
      pass: password,
      inboxPrefix: inboxOf(user),
    })
    const refused: string[] = []
    void (async () => {
      for await (const status of connection.status())
        if (status.type === 'error' && status.error instanceof PermissionViolationError)
          refused.push(`${status.error.operation} ${status.error.subject}`)
    })()
    /** Those of these deeds that the server refused. */
    const tried = async (deed: () => void) => {
      refused.length = 0
      deed()
      // The server answers in order: whatever it refuses it has told before this is answered.
      await connection.flush()
      await wait(0)
      return refused.toSorted()
    }
    return { connection, tried }
  }
  const send = (connection: NatsConnection, subjects: readonly string[]) => () => {
    for (const subject of subjects) connection.publish(subject)
  }
  const hear = (connection: NatsConnection, subjects: readonly string[]) => () => {
    for (const subject of subjects) connection.subscribe(subject, { callback: () => undefined })
  }
  /** Subjects of this kind that a service may use, as it would write them. */
  const subjects = (service: (typeof serviceNames)[number], kind: 'publish' | 'subscribe') =>
    subjectsOf(service, natsRights[service])[kind].map((subject) =>
      kind === 'publish' && !subject.includes('CONSUMER.CREATE') ? subject.replace(/[*>]$/, 'x') : subject,
    )

  for (const service of serviceNames) {
    const others = (kind: 'publish' | 'subscribe') => {
      const own = new Set(subjects(service, kind))
      const all = serviceNames.filter((other) => other !== service).flatMap((other) => subjects(other, kind))
      return [...new Set(all)].filter((subject) => !own.has(subject))
    }

    test(`${service} sends what it may, and is refused what only others may, and what no service may`, async () => {
      const { connection, tried } = await open(service)
      assert.deepEqual(await tried(send(connection, subjects(service, 'publish'))), [])
      // One service may change on how many servers the stream is kept.
      const update = service === 'auth' ? [] : ['$JS.API.STREAM.UPDATE.every']
      const forbidden = [...new Set([...others('publish'), ...forbiddenToAll, ...update])]
      assert.deepEqual(
        await tried(send(connection, forbidden)),
        forbidden.map((subject) => `publish ${subject}`).toSorted(),
      )
      await connection.close()
    })

    test(`${service} hears what it may, and is refused the others' subjects and answers`, async () => {
      const { connection, tried } = await open(service)
      assert.deepEqual(await tried(hear(connection, subjects(service, 'subscribe'))), [])
      const forbidden = [
        ...others('subscribe'),
        '>',
        '*.>',
        'every.>',
        'live.>',
        '_INBOX.>',
        '_INBOX_*.>',
        '$JS.>',
        '$SYS.>',
      ]
      assert.deepEqual(
        await tried(hear(connection, forbidden)),
        forbidden.map((subject) => `subscription ${subject}`).toSorted(),
      )
      await connection.close()
    })
  }

  test('the monitor sees how the stream is, and can neither read nor tell, change or remove anything', async () => {
    const { connection, tried } = await open('monitor')
    const seen = [
      '$JS.API.INFO',
      '$JS.API.STREAM.LIST',
      '$JS.API.STREAM.INFO.every',
      '$JS.API.CONSUMER.LIST.every',
    ]
    assert.deepEqual(await tried(send(connection, seen)), [])
    const forbidden = [
      '$JS.API.STREAM.MSG.GET.every',
      '$JS.API.STREAM.MSG.DELETE.every',
      '$JS.API.STREAM.DELETE.every',
      '$JS.API.STREAM.PURGE.every',
      '$JS.API.STREAM.SNAPSHOT.every',
      '$JS.API.STREAM.RESTORE.every',
      '$JS.API.CONSUMER.CREATE.every',
      '$JS.API.CONSUMER.MSG.NEXT.every.playlist-mood-settled-v1',
      ...serviceNames
        .flatMap((service) => subjects(service, 'publish'))
        .filter((subject) => /^(every|live)\./.test(subject)),
    ]
    assert.deepEqual(
      await tried(send(connection, forbidden)),
      forbidden.map((subject) => `publish ${subject}`).toSorted(),
    )
    await connection.close()
  })

  test('the keeper copies the stream and puts it back, and can neither empty it nor listen to anyone', async () => {
    const { connection, tried } = await open('keeper')
    const forbidden = [
      '$JS.API.STREAM.PURGE.every',
      '$JS.API.STREAM.UPDATE.every',
      '$JS.API.STREAM.MSG.DELETE.every',
      '$JS.API.CONSUMER.CREATE.every',
      'live.session.recorded.v1.x',
    ]
    assert.deepEqual(
      await tried(send(connection, forbidden)),
      forbidden.map((subject) => `publish ${subject}`).toSorted(),
    )
    const heard = ['every.>', 'live.>', '_INBOX_auth.>', '_INBOX.>']
    assert.deepEqual(
      await tried(hear(connection, heard)),
      heard.map((subject) => `subscription ${subject}`).toSorted(),
    )
    await connection.close()
  })

  test('a wrong password, another’s password and no name are all refused', async () => {
    const { host } = new URL(servers.natsUrl)
    const { password } = new URL(servers.natsUrlOf('gateway'))
    for (const credentials of [{ user: 'auth', pass: password }, { user: 'auth', pass: 'guessed' }, {}])
      await assert.rejects(connect({ servers: host, ...credentials }), /Authorization/)
  })
})
