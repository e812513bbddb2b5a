import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { makeFaces } from '@mooddj/dj/bench/faces'
import { summarize } from '@mooddj/dj/bench/live-figures'
import { watchMemory } from '@mooddj/dj/bench/memory'
import type { SessionFigures } from '@mooddj/dj/bench/simulated-session'
import { root } from '@mooddj/dj/places'
import { freePort } from '@mooddj/dj/ports'
import { identify } from '@mooddj/dj/process-identity'
import sharp from 'sharp'

const session = (answered: number, more: Partial<SessionFigures> = {}): SessionFigures => ({
  sent: 100,
  heldBack: 0,
  answered,
  ages: Array.from({ length: answered }, (_, index) => index + 1),
  dropped: 100 - answered,
  slow: 2,
  errors: 0,
  settled: 1,
  advice: 0,
  closedWith: undefined,
  ...more,
})

describe('dj bench live', () => {
  const bench = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'packages/dj/src/main.ts'), 'bench', ...args], {
      encoding: 'utf8',
    })

  test('sums sessions up: rates, ages by nearest rank, and how evenly they were served', () => {
    const figures = summarize([session(100), session(50, { closedWith: 1006 })], 10)
    assert.deepEqual([figures.sentPerSecond, figures.answeredPerSecond], [20, 15])
    assert.deepEqual(figures.perSession, { fewest: 50, most: 100, fairness: 0.5 })
    assert.deepEqual(figures.ageMs, { p50: 38, p90: 85, p99: 99, max: 100 })
    assert.equal(figures.closed, 1)
  })

  test('has whole camera pictures to send that differ from one to the next', async () => {
    const faces = await makeFaces()
    const [first = [], second = []] = faces
    assert.ok(faces.length >= 3 && first.length >= 4)
    const { width, height, format } = await sharp(first[0]).metadata()
    assert.deepEqual([width, height, format], [480, 360, 'jpeg'])
    assert.notDeepEqual(first[0], first[1])
    assert.notDeepEqual(first[0], second[0])
  })

  test('tells a process that grows from one that does not', async () => {
    const start = (script: string) =>
      spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
    const still = start("console.log('up'); setInterval(() => {}, 100)")
    const growing = start(
      "console.log('up'); const kept = []; setInterval(() => kept.push(Buffer.alloc(4e6, 1)), 100)",
    )
    await Promise.all([once(still.stdout, 'data'), once(growing.stdout, 'data')])
    const programs = [still, growing].flatMap(({ pid = 0 }, index) => {
      const identity = identify(pid)
      const name = index === 0 ? 'still' : 'growing'
      return identity ? [{ name, identity, stopSignal: 'SIGTERM' as const, isServer: false, port: 0 }] : []
    })
    const watch = watchMemory({ programs }, performance.now())
    await new Promise((resolve) => setTimeout(resolve, 4_500))
    const figures = watch.stop()
    still.kill()
    growing.kill()
    assert.deepEqual(
      figures.map(({ name, isFlat }) => [name, isFlat]),
      [
        ['still', true],
        ['growing', false],
      ],
    )
  })

  test('says in one plain sentence that no house runs, and what an option wants', async () => {
    const absent = bench('live', '--gateway', `http://127.0.0.1:${await freePort()}`)
    assert.equal(absent.status, 1)
    assert.match(absent.stderr, /^dj: Nothing answers at .*: run \.\/dj up first.*\n$/)
    assert.match(bench('live', '--sessions', 'many').stderr, /^dj: --sessions wants a whole number.*\n$/)
    assert.match(bench('nothing').stderr, /^dj: dj bench knows .*catalogue, .*live, overload.*\n$/)
  })
})
