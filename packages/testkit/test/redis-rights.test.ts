import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { converse } from '@mooddj/dj/servers/converse'
import { serviceNames } from '@mooddj/setup/roles'
import { type TestServers, startServers } from '@mooddj/testkit/servers'
import { Redis } from 'ioredis'

/** What nobody may: it lists keys, looks into others' doings, changes the server, or runs a program in it. */
const forbiddenToAll = [
  ['keys', '*'],
  ['scan', '0'],
  ['randomkey'],
  ['dbsize'],
  ['flushall'],
  ['flushdb'],
  ['swapdb', '0', '1'],
  ['config', 'get', '*'],
  ['config', 'set', 'dir', '/tmp'],
  ['acl', 'list'],
  ['acl', 'whoami'],
  ['client', 'list'],
  ['monitor'],
  ['slowlog', 'get'],
  ['shutdown', 'nosave'],
  ['bgsave'],
  ['save'],
  ['replicaof', 'no', 'one'],
  ['eval', 'return 1', '0'],
  ['function', 'list'],
  ['subscribe', 'anything'],
  ['publish', 'anything', 'x'],
  ['rename', 'a', 'b'],
]
/** A key of each owner, as their code names them. */
const keys = {
  auth: 'auth:login:someone',
  gateway: 'gateway:session:someone',
  playlist: 'playlist:weather:1:2',
} as const

describe('in Redis', () => {
  let servers: TestServers
  let clients: Map<string, Redis>
  before(async () => {
    servers = await startServers({ redis: true })
    const options = { disableClientInfo: true, maxRetriesPerRequest: 1 }
    clients = new Map(serviceNames.map((name) => [name, new Redis(servers.redisUrlOf(name), options)]))
  })
  after(async () => {
    for (const client of clients.values()) client.disconnect()
    await servers.stop()
  })
  const call = (service: string, [command = '', ...args]: readonly string[]) =>
    clients.get(service)?.call(command, ...args)

  for (const service of serviceNames) {
    test(`${service} is refused what nobody may`, async () => {
      for (const command of forbiddenToAll)
        await assert.rejects(Promise.resolve(call(service, command)), /NOPERM/, command.join(' '))
    })

    test(`${service} uses its own keys, reads the deny list, and is refused the keys of others`, async () => {
      for (const [owner, key] of Object.entries(keys)) {
        if (owner === service) assert.equal(await call(service, ['set', key, 'x', 'EX', '60']), 'OK')
        else
          for (const command of [
            ['get', key],
            ['exists', key],
            ['set', key, 'x'],
            ['unlink', key],
            ['del', key],
            ['expire', key, '1'],
            ['hgetall', key],
          ])
            await assert.rejects(Promise.resolve(call(service, command)), /NOPERM/, command.join(' '))
      }
      const denied = 'auth:denied-account:someone'
      assert.equal(typeof (await call(service, ['exists', denied])), 'number')
      if (service === 'auth') assert.equal(await call(service, ['set', denied, '1', 'EX', '60']), 'OK')
      else
        for (const command of [
          ['set', denied, '1'],
          ['del', denied],
          ['unlink', denied],
          ['expire', denied, '1'],
        ])
          await assert.rejects(Promise.resolve(call(service, command)), /NOPERM/, command.join(' '))
    })
  }

  test('nobody comes in without a name, or by another’s password; who only asks for health learns nothing else', async () => {
    const { host, password } = new URL(servers.redisUrlOf('gateway'))
    const { port } = servers.redis
    assert.equal(await converse(port, 'PING\r\n', /^-NOAUTH/), true)
    for (const who of [password, `default ${password}`, `auth ${password}`, 'auth guessed'])
      assert.equal(await converse(port, `AUTH ${who}\r\n`, /^-WRONGPASS/), true, who)
    assert.equal(await converse(port, `AUTH gateway ${password}\r\n`, /^\+OK/), true)
    const probe = new Redis(`redis://health:health@${host}`, {
      enableReadyCheck: false,
      disableClientInfo: true,
    })
    assert.equal(await probe.ping(), 'PONG')
    await assert.rejects(probe.info(), /NOPERM/)
    await assert.rejects(probe.exists(keys.auth), /NOPERM/)
    probe.disconnect()
  })
})
