import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { endPrograms } from '@mooddj/dj/end-programs'
import { identify, isAlive, signal } from '@mooddj/dj/process-identity'

describe('a recorded process', () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  const gone = once(child, 'exit')
  let identity: NonNullable<ReturnType<typeof identify>>
  before(async () => {
    if (child.exitCode !== null) await gone
    const found = identify(child.pid ?? 0)
    assert.ok(found)
    identity = found
  })
  after(() => child.kill('SIGKILL'))

  test('is not signalled once its number belongs to another process', () => {
    const predecessor = { ...identity, startedAt: identity.startedAt - 1 }
    assert.equal(isAlive(predecessor), false)
    assert.equal(signal(predecessor, 'SIGKILL'), false)
    assert.equal(isAlive(identity), true)
  })

  test('is not taken for one of an earlier boot', () => {
    assert.equal(isAlive({ ...identity, boot: 'another' }), false)
  })

  test('is ended when it is the very one, while others of the ledger that are gone are passed over', async () => {
    const program = { name: 'one', identity, stopSignal: 'SIGTERM' as const, isServer: false, port: 1 }
    const stranger = { ...program, name: 'other', identity: { ...identity, startedAt: 1 } }
    assert.deepEqual(await endPrograms([stranger, program]), ['one'])
    const [, by] = await gone
    assert.equal(by, 'SIGTERM')
    assert.equal(isAlive(identity), false)
  })
})
