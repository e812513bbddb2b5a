import { trainingFolder } from '@mooddj/dj/training/environment'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lacksPython, python, run } from './training-process.ts'

/** Longer than other tests may take: a busy machine makes its minute three. */
const options = { skip: lacksPython, timeout: 600_000 }

test(
  'the training’s own tests pass: resuming, RAF-DB’s layout, a smoke test that can fail',
  options,
  async () => {
    const args = ['-m', 'unittest', 'discover', '--start-directory', 'test']
    const { code, said } = await run(python, args, trainingFolder)
    assert.equal(code, 0, said)
    assert.match(said, /Ran \d+ tests/)
  },
)

test('the training’s Python keeps to its style', options, async () => {
  for (const check of [['check'], ['format', '--check']]) {
    const { code, said } = await run(python, ['-m', 'ruff', ...check, '--no-cache', '.'], trainingFolder)
    assert.equal(code, 0, said)
  }
})
