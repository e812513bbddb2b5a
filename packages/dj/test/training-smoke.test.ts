import { root } from '@mooddj/dj/places'
import { sharedFolder } from '@mooddj/dj/training/run-training'
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { lacksPython, run } from './training-process.ts'

const faces = join(sharedFolder(), 'data', 'faces')
const lacksFaces = !existsSync(faces) && `there is no face data in ${faces}: MOODDJ_SHARED says where it is`
/** Longer than other tests may take: a busy machine makes its minute three. */
const options = { skip: lacksPython || lacksFaces, timeout: 600_000 }

test(
  'a minute of training on real faces lowers the loss and exports a model that loads',
  options,
  async (t) => {
    const dj = join(root, 'packages/dj/src/main.ts')
    const { code, said } = await run(process.execPath, [dj, 'models', 'train', '--smoke'], tmpdir())
    assert.equal(code, 0, said)
    const epochs = [...said.matchAll(/epoch \d+\/(\d+): loss ([\d.]+), /g)]
    const losses = epochs.map(([, , loss]) => Number(loss))
    assert.equal(losses.length, Number(epochs[0]?.[1]), said)
    assert.ok(mean(losses.slice(-3)) < 0.9 * mean(losses.slice(0, 3)), said)
    const [summary = ''] = /Smoke passed: .*/.exec(said) ?? []
    assert.match(summary, /loss [\d.]+ to [\d.]+, export within \S+ of the network\./)
    t.diagnostic(summary)
  },
)

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
