import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { RunningProgram } from '@mooddj/dj/ledger'
import { openLogFiles } from '@mooddj/dj/log-files'
import { freePort } from '@mooddj/dj/ports'
import { isAlive, signal } from '@mooddj/dj/process-identity'
import { answersWell } from '@mooddj/dj/services'
import { type Supervisor, createSupervisor } from '@mooddj/dj/supervisor'
import { waitUntil } from '@mooddj/dj/wait'

describe('a supervisor', () => {
  let folder: string
  let supervisor: Supervisor
  let running: RunningProgram[]
  let said: string[]

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mooddj-supervisor-'))
    said = []
    running = []
    supervisor = createSupervisor({
      logs: openLogFiles(folder),
      say: (line) => said.push(line),
      record: (programs) => {
        running = programs
      },
    })
  })
  afterEach(async () => {
    await supervisor.end()
    rmSync(folder, { recursive: true, force: true })
  })

  async function chargeOf(script: string) {
    const port = await freePort()
    const program = {
      name: 'echo',
      command: process.execPath,
      args: ['-e', script.replace('PORT', String(port))],
      cwd: folder,
      env: {},
      stopSignal: 'SIGTERM' as const,
      isReady: () => answersWell(`http://127.0.0.1:${port}/`),
    }
    return { program, port, isServer: false }
  }
  const serve = `require('node:http').createServer((_, to) => to.end()).listen(PORT, '127.0.0.1')`

  test('starts a killed program again and says so in one line', async () => {
    const charge = await chargeOf(serve)
    await supervisor.start([charge])
    const first = running[0]?.identity
    assert.ok(first)
    signal(first, 'SIGKILL')
    const isBack = () => running[0]?.identity.pid !== first.pid && charge.program.isReady()
    assert.equal(await waitUntil(isBack, 20_000), true)
    assert.equal(said.length, 1)
    assert.match(said[0] ?? '', /^echo ended \(SIGKILL\) and is started again in 0\.25 s/)
  })

  test('ends its programs and does not start them again', async () => {
    await supervisor.start([await chargeOf(serve)])
    const identity = running[0]?.identity
    assert.ok(identity)
    await supervisor.end()
    assert.equal(isAlive(identity), false)
    assert.deepEqual(said, [])
  })

  test('names a program that does not start, with its last words', async () => {
    const charge = await chargeOf(`throw new Error('no such setting')`)
    await assert.rejects(supervisor.start([charge]), {
      name: 'PlainError',
      message: /^echo did not start \(exit code 1\)\. Its last words: Error: no such setting/,
    })
  })

  test('keeps logs short while a process goes on writing to them', async () => {
    const logs = openLogFiles(folder)
    await supervisor.start([await chargeOf(`${serve}; setInterval(() => console.log('still here'), 20)`)])
    logs.withLog('echo', (descriptor) => writeFileSync(descriptor, 'x'.repeat(6_000_000)))
    logs.bound()
    const { size } = statSync(logs.fileOf('echo'))
    assert.ok(size < 100_000, `${size} bytes`)
    const goesOn = () => logs.lastWords('echo') === 'still here'
    assert.equal(await waitUntil(goesOn, 5000), true)
  })
})
