import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import {
  ConfigError,
  natsSettings,
  readConfig,
  redisSettings,
  serviceSettings,
} from '@mooddj/platform/config'
import { Type } from 'typebox'

const schema = Type.Object({ ...serviceSettings, ...natsSettings, ...redisSettings })
const good = {
  PORT: '8080',
  OPS_PORT: '0',
  NATS_URL: 'nats://127.0.0.1:4222',
  REDIS_URL: 'redis://:k2vZ9qWm4TtX@127.0.0.1:6379',
}

describe('settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-config-test-'))
  after(() => rmSync(folder, { recursive: true }))
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }

  test('are read as numbers where they are numbers, with defaults where nothing was said', () => {
    const { PORT, HOST, LOG_LEVEL, TRUSTED_PROXIES } = readConfig(schema, good)
    assert.deepEqual([PORT, HOST, LOG_LEVEL, TRUSTED_PROXIES], [8080, '127.0.0.1', 'info', 'loopback'])
  })

  test('that are missing or wrong are all named at once, without their values', () => {
    const wrong = {
      PORT: 'eighty',
      OPS_PORT: '70000',
      LOG_LEVEL: 'chatty',
      REDIS_URL: 'http://:hunter2@somewhere',
    }
    assert.throws(
      () => readConfig(schema, wrong),
      (error) => {
        assert.ok(error instanceof ConfigError)
        for (const name of [
          'PORT must',
          'OPS_PORT must',
          'LOG_LEVEL must',
          'REDIS_URL must',
          'NATS_URL is missing',
        ]) {
          assert.match(error.message, new RegExp(`(: |; )${name}`))
        }
        assert.ok(!error.message.includes('hunter2'))
        return true
      },
    )
  })

  test('may each come as a file, whose last line break does not count', () => {
    const { REDIS_URL, PORT } = readConfig(schema, {
      ...good,
      REDIS_URL: undefined,
      REDIS_URL_FILE: file('redis', 'redis://:kept-in-a-file@127.0.0.1:1\n'),
      PORT: '',
      PORT_FILE: file('port', '81'),
    })
    assert.deepEqual([REDIS_URL, PORT], ['redis://:kept-in-a-file@127.0.0.1:1', 81])
  })

  test('said directly come before those of a file', () => {
    assert.equal(readConfig(schema, { ...good, PORT_FILE: '/does/not/exist' }).PORT, 8080)
  })

  test('whose file cannot be read are named together with the others', () => {
    const environment = { ...good, REDIS_URL: '', REDIS_URL_FILE: '/does/not/exist', PORT: 'eighty' }
    assert.throws(() => readConfig(schema, environment), {
      name: 'ConfigError',
      message:
        'Settings to mend: PORT must be integer; REDIS_URL_FILE names a file that cannot be read: /does/not/exist',
    })
  })

  const place = Type.Object(
    {
      name: Type.String({ default: 'here' }),
      at: Type.Number({ minimum: -1, maximum: 1, default: 0.5 }),
    },
    { additionalProperties: false, default: {} },
  )
  const placed = Type.Object({ PORT: Type.Integer(), PLACE: place })

  test('that are objects are told as JSON, and what is left out takes its default', () => {
    assert.deepEqual(readConfig(placed, { PORT: '1' }).PLACE, { name: 'here', at: 0.5 })
    assert.deepEqual(readConfig(placed, { PORT: '1', PLACE: '{"at":-1}' }).PLACE, { name: 'here', at: -1 })
  })

  test('that are objects are held to every part of their schema', () => {
    for (const [PLACE, fault] of [
      ['{"at":2}', 'PLACE/at must be <= 1'],
      ['{"ta":0}', 'PLACE must NOT have additional properties'],
      ['[]', 'PLACE must be object'],
      ['{at:0}', 'PLACE is not JSON'],
    ] as const)
      assert.throws(() => readConfig(placed, { PORT: 'x', PLACE }), {
        name: 'ConfigError',
        message: new RegExp(`PORT must be integer.*${fault}|${fault}.*PORT must be integer`),
      })
  })
})
