import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { FRAME_GOALS } from '@mooddj/dj/bench/frame-goals'
import { root } from '@mooddj/dj/places'
import { CONVOLUTIONS } from '../src/bench/bare-parts.ts'
import type { ContenderName } from '../src/bench/contenders.ts'
import { frameFiguresOf } from '../src/bench/frame-figures.ts'
import { countWork } from '../src/bench/network-work.ts'
import { multiplyAddsOf } from '../src/bench/onnx-convolutions.ts'
import { runRounds } from '../src/bench/rounds.ts'
import { benchResults } from './bench-results.ts'

async function bench(...args: string[]) {
  const program = join(root, 'packages/dj/src/main.ts')
  const child = spawn(process.execPath, [program, 'bench', 'frame', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = await exited
  return { stdout, stderr, code: Number(code) }
}

test('one object with every row goes to standard output, the public pipelines among them', async () => {
  const { stdout, stderr, code } = await bench('--rounds', '1', '--seconds-per-burst', '0.02', '--json')
  assert.equal(code, 0, stderr)
  const { rows, cpu } = benchResults.parseText(stdout)
  assert.deepEqual(
    rows.map(({ name }) => name),
    Object.keys(FRAME_GOALS),
  )
  for (const { name, value, reason } of rows) {
    // Python with OpenCV and PyTorch is not everywhere.
    const isOptional = name.startsWith('haar-pytorch') && reason !== undefined
    assert.ok(isOptional || (value !== null && value > 0), `${name}: ${value} ${reason}`)
  }
  assert.notEqual(cpu, '')
  assert.equal(rows.find(({ name }) => name === 'fixture-faces-found')?.value, 22)
})

test('what an option wants is said in one plain sentence', async () => {
  const { stderr, code } = await bench('--seconds-per-burst', 'long')
  assert.equal(code, 1)
  assert.match(stderr, /^dj: --seconds-per-burst wants a number from .*, not long\.\n$/)
})

test('contenders take turns, every second round the other way round, and the median of the bursts counts', async () => {
  const order: string[] = []
  const contender = (name: string, costs: readonly number[]) => {
    let spent = 0
    let steps = 0
    return {
      async step() {
        order.push(name)
        spent += costs[steps++] ?? 0
        return 2
      },
      cpuMs: async () => spent,
    }
  }
  // The first of each is warm-up.
  const contenders = new Map([
    ['a', contender('a', [1_000, 4, 400, 6])],
    ['b', contender('b', [1_000, 20, 20, 20])],
  ])
  const medians = await runRounds(contenders, { rounds: 3, secondsPerBurst: 0 }, () => {})
  assert.deepEqual(order, ['a', 'b', 'a', 'b', 'b', 'a', 'a', 'b'])
  assert.deepEqual(Object.fromEntries(medians), { a: 3, b: 10 })
})

test('ratios and parts follow from the milliseconds; who is absent says why', () => {
  const cpuMs = new Map<ContenderName, number>([
    ['ours-640', 10.2],
    ['ours-320', 5],
    ['human-640', 122.4],
    ['human-320', 100],
    ['decode-640', 1],
    ['look', 2],
    ['search', 10],
    ['emotion', 2],
  ])
  // The first convolutions run at 400 GOP/s, the others at a quarter of that.
  for (const [index, shape] of CONVOLUTIONS.entries()) {
    const atBest = (2 * multiplyAddsOf(shape)) / 400e6
    cpuMs.set(`convolutions-${index}`, index === 0 ? atBest : 4 * atBest)
  }
  const absent = new Map<ContenderName, string>([['face-api-ssd', 'it is not installed']])
  const figures = frameFiguresOf({ cpuMs, absent, work: 200e6, fixtureFaces: 22 })
  assert.ok(Math.abs(Number(figures['human-over-ours-640']) - 12) < 1e-9)
  assert.equal(figures['human-over-ours-320-tracking'], 20)
  assert.deepEqual(figures['face-api-ssd-over-ours'], { reason: 'it is not installed' })
  assert.equal(figures['emotion-rate'], 200)
  assert.equal(figures['emotion-rate-over-best-convolution'], 0.5)
  // 1 of decoding, 2 of looking, a tenth of a search, 1.1 of the network at its best: of ten frames nine show one view, one both.
  assert.ok(Math.abs(Number(figures['frame-over-its-parts']) - 2) < 1e-9)
})

test('multiply-adds are counted from the shapes of a profile, whatever the layout', () => {
  const node = (op_name: string, inputs: number[][], output: number[]) => ({
    cat: 'Node',
    args: {
      op_name,
      input_type_shape: inputs.map((shape) => ({ float: shape })),
      output_type_shape: [{ float: output }],
    },
  })
  const profile = [
    { cat: 'Session' },
    node(
      'Conv',
      [
        [1, 3, 8, 8],
        [16, 3, 3, 3],
      ],
      [1, 16, 4, 4],
    ),
    node('QLinearConv', [[1, 4, 4, 16], [], [], [16, 1, 3, 3]], [1, 4, 4, 16]),
    node(
      'Gemm',
      [
        [1, 256],
        [7, 256],
      ],
      [1, 7],
    ),
    node('Relu', [[1, 7]], [1, 7]),
  ]
  assert.equal(countWork(JSON.stringify(profile)), 16 * 16 * 27 + 16 * 16 * 9 + 7 * 256)
})
