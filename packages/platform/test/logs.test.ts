import { startOtlpReceiver } from '@mooddj/testkit/otlp-receiver'
import { startServers } from '@mooddj/testkit/servers'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { eventually } from './ground.ts'

const EMAIL = 'ada.lovelace+mood@example.org'
const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'
const SECRETS = [
  EMAIL,
  'ada.lovelace',
  encodeURIComponent(EMAIL),
  TOKEN,
  'c2lnbmF0dXJl',
  'refresh-cookie-value',
  'ticket-value',
  'code-value',
  'hush',
  'sad',
  '0.731',
  '0.372',
]

describe('what a service says in its log', () => {
  let said = ''
  let traceIds: string[] = []
  before(async () => {
    const [servers, receiver] = await Promise.all([startServers({ postgres: true }), startOtlpReceiver()])
    const client = new Client({ connectionString: servers.databaseUrl('auth') })
    await client.connect()
    await client.query('create table auth.people (email text primary key)')
    await client.end()
    const service = spawn(process.execPath, [fileURLToPath(import.meta.resolve('./talkative-service.ts'))], {
      env: {
        ...process.env,
        PORT: '0',
        OPS_PORT: '0',
        LOG_LEVEL: 'trace',
        DATABASE_URL: servers.databaseUrl('auth'),
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    service.stdout.setEncoding('utf8').on('data', (piece: string) => {
      said += piece
    })
    const listening = async () => /listening at (http:[^"]+)"/.exec(said)?.[1]
    const base = (await eventually(listening, (url) => url !== undefined)) ?? ''
    const headers = { authorization: `Bearer ${TOKEN}`, cookie: 'mooddj_refresh=refresh-cookie-value' }
    const query = new URLSearchParams({ email: EMAIL, ticket: 'ticket-value', code: 'code-value' })
    await fetch(`${base}/quote?${query.toString()}`, { headers })
    const post = (path: string) =>
      fetch(base + path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ email: EMAIL }),
      })
    assert.equal((await post('/twice')).status, 500)
    assert.equal((await post('/tell')).status, 200)
    service.kill('SIGTERM')
    await once(service, 'exit')
    traceIds = receiver.spans.map(({ traceId }) => Buffer.from(traceId, 'base64').toString('hex'))
    await Promise.all([receiver.stop(), servers.stop()])
  })

  test('is JSON, and says what failed and where, and with which trace', () => {
    assert.match(said, /duplicate key value violates unique constraint/)
    assert.match(said, /"route":"\/tell"/)
    const failures = said.split('\n').filter((line) => line.includes('"msg":"request failed"'))
    assert.equal(failures.length, 2)
    for (const line of failures) {
      const [, traceId = ''] = /"trace_id":"([0-9a-f]{32})","span_id":"[0-9a-f]{16}"/.exec(line) ?? []
      assert.ok(traceIds.includes(traceId), `${traceId} is among the traces that were sent`)
    }
    for (const line of said.trim().split('\n')) assert.doesNotThrow(() => JSON.parse(line), line)
  })

  for (const secret of SECRETS) {
    test(`holds no ${secret}`, () => {
      const at = said.indexOf(secret)
      assert.equal(at, -1, said.slice(Math.max(0, at - 120), at + 60))
    })
  }
})
