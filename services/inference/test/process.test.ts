import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { buildApp } from '../src/app.ts'
import { type House, openHouse } from './house.ts'
import { cameraJpeg } from './pictures.ts'

let house: House
let service: ChildProcess
let ops: string

before(async () => {
  house = await openHouse()
  const opsPort = await house.freePort()
  ops = `http://127.0.0.1:${opsPort}`
  service = spawn(process.execPath, ['src/main.ts'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, ...house.environment, OPS_PORT: String(opsPort), INFERENCE_THREADS: '2' },
    stdio: 'inherit',
  })
  await readiness(200)
})
after(async () => {
  service.kill('SIGKILL')
  await house.close()
})

/** Waits until `/readyz` answers with this status. */
async function readiness(status: number): Promise<void> {
  const deadline = performance.now() + 30_000
  for (;;) {
    const answered = await fetch(`${ops}/readyz`).then(
      (response) => response.status,
      () => undefined,
    )
    if (answered === status) return
    if (performance.now() > deadline) throw new Error(`/readyz did not become ${status}`)
    await wait(50)
  }
}

test('while NATS is away the service is not ready and gateways that know it are still served; when it is back it announces itself again', async () => {
  const jpeg = await cameraJpeg(2)
  assert.equal((await house.show('session', jpeg)).outcome, 'reading')
  await house.servers.nats.kill()
  await readiness(503)
  assert.equal((await house.show('session', jpeg)).outcome, 'reading')
  await house.servers.nats.start()
  await readiness(200)
  await house.announcement()
  assert.equal((await house.show('session', jpeg)).outcome, 'reading')
})

test('operators see ages, stages, drops and the line, and nothing of what the pictures show', async () => {
  await house.show('session', await cameraJpeg(2))
  await house.show('session', Buffer.from('no picture'))
  const text = await (await fetch(`${ops}/metrics`)).text()
  for (const name of [
    'mooddj_frame_age_seconds_count',
    'mooddj_stage_seconds_count',
    'mooddj_frame_failures_total{failure="FRAME_UNREADABLE"',
    'mooddj_frames_waiting',
    'mooddj_faces_total',
  ]) {
    assert.ok(text.includes(name), name)
  }
  assert.doesNotMatch(text, /happy|sad|session-|"session"/)
})

test('told to end, the process says goodbye and ends at once, without a fault', async () => {
  const goodbye = house.announcement(({ isLeaving }) => isLeaving)
  const ended = once(service, 'exit', { signal: AbortSignal.timeout(5_000) })
  service.kill('SIGTERM')
  await goodbye
  assert.deepEqual(await ended, [0, null])
})

test('a network that is not there stops the start with a plain reason', async () => {
  await assert.rejects(
    buildApp({ ...house.config, MODELS_ROOT: '/nonexistent' }),
    /models\/manifest\.json cannot be read/,
  )
})
