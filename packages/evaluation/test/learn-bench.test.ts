import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { root } from '@mooddj/dj/places'
import { sharedFolder } from '@mooddj/dj/training/run-training'
import { createRandom } from '@mooddj/engine/random'
import { estimatesOf, onPolicyMean } from '../src/off-policy/estimates.ts'
import { banditLog, randomTarget, readOpenBandit } from '../src/off-policy/open-bandit.ts'
import { benchResults } from './bench-results.ts'

const folder = join(sharedFolder(), 'data', 'music', 'open-bandit')

const learn = (args: string[], shared: string) =>
  promisify(execFile)(process.execPath, [join(root, 'packages/dj/src/main.ts'), 'bench', 'learn', ...args], {
    env: { ...process.env, MOODDJ_SHARED: shared },
  })

test('the bench prints one object, the same each time, and says what it left out', async () => {
  const args = ['--seeds', '2', '--listeners', '1', '--playlists', '1', '--json']
  const runs = [await learn(args, '/nowhere'), await learn(args, '/nowhere')]
  const [one, other] = runs.map(({ stdout }) => benchResults.parseText(stdout).rows)
  assert.deepEqual(one, other)
  assert.ok(one?.some(({ name }) => name === 'simulation.fall-against-none-low'))
  assert.ok(one?.every(({ name, value }) => name.startsWith('simulation.') && value !== null))
  assert.match(runs[0]?.stderr ?? '', /no Open Bandit Dataset in \/nowhere/)
})

test(
  'from the log of Thompson sampling, what random showing earns is estimated within chance',
  { skip: !existsSync(folder) && 'the Open Bandit Dataset is not there (MOODDJ_SHARED)' },
  () => {
    const logs = readOpenBandit(folder)
    assert.ok(logs)
    assert.deepEqual([logs.random.length, logs.thompson.length], [10_000, 10_000])
    const uniform = randomTarget()
    const log = banditLog(logs.thompson, () => uniform)
    const { ips, snips, dr, effectiveSampleSize } = estimatesOf(log, createRandom(1), 200)
    const { value, interval } = onPolicyMean(
      logs.random.map(({ isClicked }) => Number(isClicked)),
      createRandom(1),
    )
    assert.equal(value, 0.0046)
    for (const estimate of [ips, snips, dr])
      assert.ok(estimate.interval[1] > interval[0] && estimate.interval[0] < interval[1])
    assert.ok(effectiveSampleSize > 100 && effectiveSampleSize < 10_000)
  },
)
