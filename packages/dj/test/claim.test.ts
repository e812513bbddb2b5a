import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, describe, test } from 'node:test'
import { claimHouse, endHouse, ownIdentity } from '@mooddj/dj/claim'
import { readLedger, removeLedger, writeLedger } from '@mooddj/dj/ledger'
import { identify, isAlive } from '@mooddj/dj/process-identity'
import { createTemporaryData } from './temporary-data.ts'

describe('claiming a house', () => {
  const data = createTemporaryData()
  after(data.remove)
  const dead = { ...ownIdentity(), startedAt: 1 }

  async function startOrphan() {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    await once(child, 'spawn')
    const identity = identify(child.pid ?? 0)
    assert.ok(identity)
    return { name: 'orphan', identity, stopSignal: 'SIGTERM' as const, isServer: false, port: 1 }
  }

  test('ends what a killed supervisor left and then owns the house', async () => {
    const orphan = await startOrphan()
    writeLedger(data.folder, { supervisor: dead, programs: [orphan] })
    const said: string[] = []
    assert.equal(await claimHouse(data.folder, (line) => said.push(line)), undefined)
    assert.equal(isAlive(orphan.identity), false)
    assert.deepEqual(said, ['Ended what was left of an earlier start: orphan'])
    assert.deepEqual(readLedger(data.folder)?.supervisor, ownIdentity())
    removeLedger(data.folder)
  })

  test('gives way to a supervisor that is alive', async () => {
    const ledger = { supervisor: ownIdentity(), url: 'http://127.0.0.1:1', programs: [] }
    writeLedger(data.folder, ledger)
    assert.deepEqual(await claimHouse(data.folder, () => undefined), ledger)
    removeLedger(data.folder)
  })

  test('down ends the leftovers, too, and tells whether anything ran', async () => {
    const orphan = await startOrphan()
    writeLedger(data.folder, { supervisor: dead, programs: [orphan] })
    assert.equal(await endHouse(data.folder, () => undefined), true)
    assert.equal(isAlive(orphan.identity), false)
    assert.equal(await endHouse(data.folder, () => undefined), false)
  })
})
