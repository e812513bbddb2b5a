import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cpuBetween, cpuOf, readHouseCpu } from '@mooddj/dj/bench/house-cpu'
import { framesOnTwoCores } from '@mooddj/dj/bench/house-figures'
import { summarize } from '@mooddj/dj/bench/live-figures'
import type { LoadFigures } from '@mooddj/dj/bench/load'
import { overloadFiguresOf } from '@mooddj/dj/bench/overload-figures'
import { OVERLOAD_GOALS } from '@mooddj/dj/bench/overload-goals'
import { rowsOf, toTable } from '@mooddj/dj/bench/rows'
import { identify } from '@mooddj/dj/process-identity'
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const goals = {
  speed: { title: 'speed', unit: '/s', held: { floor: 10, aim: 20, better: 'more' } },
  age: { title: 'age', unit: 'ms', held: { floor: 4, aim: 2, better: 'less' } },
  other: { title: 'other', unit: '' },
} as const

/** A load of ten seconds whose sessions answered so many frames, of which the last took `p99` ms. */
function load(answered: number, p99: number, more: Partial<LoadFigures> = {}): LoadFigures {
  const session = {
    sent: 2 * answered,
    heldBack: 0,
    answered,
    ages: [...Array.from({ length: answered - 2 }, () => p99 / 2), p99, p99],
    dropped: answered,
    slow: 1,
    errors: 0,
    settled: 1,
    advice: 0,
    closedWith: undefined,
  }
  return { ...summarize([session], 10), cpu: undefined, memory: [], listenerCores: 0, ...more }
}

describe('the table of a bench', () => {
  test('holds more-is-better and less-is-better figures to floor and aim, and says why one is missing', () => {
    const verdicts = (speed: number, age: number) => {
      const rows = rowsOf(goals, { speed, age, other: { reason: 'nobody was there' } })
      return toTable({ rows, cpu: 'a processor', load: 0.5 }, goals)
    }
    assert.match(verdicts(20, 2), /speed +20 \/s +10 +20 +aim met\nage +2 ms +4 +2 +aim met\n/)
    assert.match(verdicts(19, 4), /speed .* floor met\nage .* floor met\n/)
    assert.match(verdicts(9.99, 4.01), /speed .* MISSED\nage .* MISSED\n/)
    assert.match(verdicts(1, 1), /other +– +nobody was there$/)
    assert.match(verdicts(1, 1), /^a processor, \d+ cores, load average 0\.5 before\n/)
  })

  test('has a row for every goal, in its order, and null for what is no number', () => {
    const rows = rowsOf(goals, { speed: 1 / 3, age: Number.NaN, other: { reason: 'nobody was there' } })
    assert.deepEqual(rows, [
      { name: 'speed', value: 0.3333, floor: 10, aim: 20, unit: '/s' },
      { name: 'age', value: null, floor: 4, aim: 2, unit: 'ms', reason: 'nothing was counted' },
      { name: 'other', value: null, floor: null, aim: null, unit: '', reason: 'nobody was there' },
    ])
  })
})

describe('dj bench overload', () => {
  test('sets overload against normal load, age against the bare pipeline, and the house against its cores', () => {
    const cpu = new Map([
      ['gateway', 1],
      ['nats', 1],
      ['inference', 8],
    ])
    const memory = [{ name: 'inference', pid: 1, early: 100, late: 110, peak: 120, isFlat: true }]
    const figures = overloadFiguresOf({
      light: { bareMs: [3, 5, 4], runs: [load(200, 12), load(200, 16)] },
      flood: { figures: load(1_000, 50, { cpu }), seconds: 10 },
      normal: load(600, 20, { cpu, memory }),
      over: { figures: load(900, 30), seconds: 10 },
    })
    assert.equal(figures['age-p99-overload-over-normal'], 1.5)
    assert.equal(figures['added-age'], 7 - 4)
    assert.equal(figures['gateway-and-nats-share'], 0.2)
    // 100 frames a second on one core.
    assert.equal(figures['cores-at-capacity'], 1)
    assert.equal(figures['frames-per-second-on-two-cores'], 200)
    assert.equal(figures['inference-memory'], 110 * 1.048576)
    assert.equal(figures['unanswered-overload'], 900)
    assert.deepEqual(Object.keys(figures).toSorted(), Object.keys(OVERLOAD_GOALS).toSorted())
  })

  test('says that a house without a ledger was not watched', () => {
    assert.ok(typeof framesOnTwoCores(load(100, 10), 10) === 'object')
  })

  test('counts the processor time of a program and of those that it started', async () => {
    const burn = 'const until = Date.now() + 400; while (Date.now() < until);'
    const script = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(burn)}]); console.log('done'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
    const identity = identify(child.pid ?? 0)
    assert.ok(identity)
    const programs = [{ name: 'it', identity, stopSignal: 'SIGTERM' as const, isServer: false, port: 0 }]
    const before = readHouseCpu({ programs })
    await once(child.stdout, 'data')
    const used = cpuBetween(before, readHouseCpu({ programs }))
    child.kill()
    assert.ok(cpuOf(used, ['it']) > 0.03 && cpuOf(used) === cpuOf(used, ['it']), `${cpuOf(used)} s`)
    assert.equal(cpuOf(used, ['another']), 0)
  })
})
