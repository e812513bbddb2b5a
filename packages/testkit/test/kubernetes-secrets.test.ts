import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startFakeKubernetes } from './fake-kubernetes.ts'

const program = fileURLToPath(import.meta.resolve('@mooddj/setup/kubernetes-secrets'))

describe('secrets in Kubernetes', () => {
  let folder: string
  let cluster: Awaited<ReturnType<typeof startFakeKubernetes>>
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mooddj-kubernetes-test-'))
    cluster = await startFakeKubernetes(folder)
  })
  afterEach(async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Runs the program as a pod would; resolves with its exit code and what it said. */
  const run = (environment: Record<string, string> = {}) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      const env = {
        PATH: process.env['PATH'],
        KUBERNETES_SERVICE_HOST: '127.0.0.1',
        KUBERNETES_SERVICE_PORT: cluster.port,
        ...environment,
      }
      execFile(process.execPath, [program, cluster.account], { env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
      )
    })
  const all = () => Object.fromEntries([...cluster.secrets].map(([name, { data }]) => [name, data]))
  /** Whether NATS, Redis and setup are told of the passwords that the services hold. */
  const assertFitting = () => {
    for (const service of ['gateway', 'inference', 'auth', 'playlist', 'snapshot']) {
      const { username, password } = new URL(cluster.text(`mooddj-${service}`, 'nats-url'))
      assert.ok(
        cluster.text('mooddj-nats', 'users.conf').includes(`user: "${username}", password: "${password}"`),
        service,
      )
    }
    const { password } = new URL(cluster.text('mooddj-auth', 'database-url'))
    assert.equal(cluster.text('mooddj-setup', 'auth-password'), password)
  }

  test('are made once, one Secret for each container, and stay as they are', async () => {
    assert.deepEqual((await run()).code, 0)
    for (const name of [
      'gateway',
      'inference',
      'auth',
      'playlist',
      'snapshot',
      'postgres',
      'redis',
      'nats',
      'setup',
      'grafana',
      'monitor',
    ])
      assert.ok(cluster.secrets.has(`mooddj-${name}`), name)
    assert.deepEqual(Object.keys(all()['mooddj-auth'] ?? {}).toSorted(), [
      'database-url',
      'nats-url',
      'redis-url',
      'signing-key.pem',
      'spotify-token-keys',
    ])
    assertFitting()
    const made = all()
    cluster.calls.length = 0
    assert.deepEqual(await run(), {
      code: 0,
      said: 'Every Secret is in the namespace music; what was there has stayed.\n',
    })
    assert.deepEqual(all(), made)
    assert.deepEqual(
      cluster.calls.filter((call) => !call.startsWith('GET')),
      [],
    )
  })

  test('fit each other after a run that the server cut short anywhere', async () => {
    for (const diesAt of [2, 9]) {
      cluster.secrets.clear()
      let writes = 0
      cluster.faults.before = (method) => (method !== 'GET' && (writes += 1) >= diesAt ? 422 : undefined)
      assert.equal((await run()).code, 1)
      cluster.faults.before = () => undefined
      assert.equal((await run()).code, 0)
      assertFitting()
    }
  })

  test('made by two pods at the same time are one set', async () => {
    const ended = await Promise.all([run(), run(), run()])
    assert.deepEqual(
      ended.map(({ code }) => code),
      [0, 0, 0],
    )
    assertFitting()
  })

  test('that lack a part get it, and keep what somebody put there', async () => {
    await run()
    const auth = cluster.secrets.get('mooddj-auth')
    assert.ok(auth)
    const { 'redis-url': _removed, ...data } = auth.data
    cluster.secrets.set('mooddj-auth', { ...auth, data: { ...data, 'spotify-client-secret': 'a2VwdA==' } })
    assert.equal((await run()).code, 0)
    assert.equal(cluster.text('mooddj-auth', 'spotify-client-secret'), 'kept')
    assert.match(cluster.text('mooddj-auth', 'redis-url'), /^redis:\/\/auth:/)
    assertFitting()
  })

  test('are asked for again while the server hangs up or is overloaded', async () => {
    let asked = 0
    cluster.faults.before = () =>
      (asked += 1) === 1 ? 'cut' : asked === 2 ? 429 : asked === 3 ? 503 : undefined
    assert.equal((await run()).code, 0)
  })

  test('that may not be written are a plain sentence with the remedy', async () => {
    cluster.faults.before = (method) => (method === 'POST' ? 403 : undefined)
    const { code, said } = await run()
    assert.equal(code, 1)
    assert.match(
      said,
      /^setup: Kubernetes does not allow POST .*403.* may create, get and patch Secrets\.\n$/,
    )
    writeFileSync(join(cluster.account, 'token'), '')
    assert.match((await run()).said, /^setup: Kubernetes does not allow GET .*401/)
    assert.match(
      (await run({ KUBERNETES_SERVICE_HOST: '' })).said,
      /^setup: KUBERNETES_SERVICE_HOST is not set: run this in a pod/,
    )
  })

  test('are not told to a server that the cluster’s authority does not vouch for', async () => {
    const other = mkdtempSync(join(tmpdir(), 'mooddj-kubernetes-test-'))
    const impostor = await startFakeKubernetes(other)
    const { code } = await run({ KUBERNETES_SERVICE_PORT: impostor.port })
    assert.equal(code, 1)
    assert.deepEqual(impostor.calls, [])
    await impostor.stop()
    rmSync(other, { recursive: true, force: true })
  })
})
