import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { affectOf, EMOTION_POINTS } from '@mooddj/shared/affect'
import { readFixturePhoto } from '@mooddj/testkit/fixture-photos'
import { createBatchQueue } from '../src/batch-queue.ts'
import { openBatchRunner } from '../src/model-batch.ts'
import { createBatchLines, openBatchThread } from '../src/batch-thread.ts'
import { REPOSITORY_ROOT, chooseModels, readManifest } from '../src/manifest.ts'
import { openModel } from '../src/model-session.ts'
import { prepareModels } from '../src/prepare-models.ts'
import { ProviderMissing } from '../src/provider.ts'
import { openMoodReader } from '../src/read-moods.ts'
import { createRemoteModel } from '../src/remote-model.ts'

before(async () => assert.deepEqual(await prepareModels(REPOSITORY_ROOT), []))

const forCard = async () => chooseModels(await readManifest(REPOSITORY_ROOT), 'cuda')

/** A run that remembers its batches and ends when it is told to. */
function recorded() {
  const batches: number[][] = []
  const ends: (() => void)[] = []
  const run = async (inputs: readonly number[]) => {
    batches.push([...inputs])
    await new Promise<void>((resolve) => ends.push(resolve))
    return inputs.map((input) => input * 10)
  }
  return { batches, ends, run }
}

test('what comes while nothing is full waits its time and runs together, each with its own result', async () => {
  const ask = createBatchQueue(
    async (inputs: readonly number[]) => inputs.map((input) => inputs.length * 100 + input),
    {
      most: 8,
      waitMs: 20,
    },
  )
  assert.deepEqual(await Promise.all([1, 2, 3].map(ask)), [301, 302, 303])
  assert.equal(await ask(4), 104)
})

test('a full batch runs at once, and the next one fills while it runs', async () => {
  const { batches, ends, run } = recorded()
  const ask = createBatchQueue(run, { most: 2, waitMs: 60_000 })
  const answers = [1, 2, 3, 4, 5].map(ask)
  assert.deepEqual(batches, [[1, 2]])
  ends[0]?.()
  assert.deepEqual(await Promise.all(answers.slice(0, 2)), [10, 20])
  assert.deepEqual(batches, [
    [1, 2],
    [3, 4],
  ])
  void ask(6)
  ends[1]?.()
  await Promise.all(answers.slice(2, 4))
  assert.deepEqual(batches.at(-1), [5, 6])
  ends[2]?.()
  assert.equal(await answers[4], 50)
})

test('a batch that fails fails its own faces and not the next ones', async () => {
  const ask = createBatchQueue(
    async (inputs: readonly number[]) => {
      if (inputs.includes(13)) throw new Error('no luck')
      return inputs.slice(0, inputs.includes(7) ? -1 : undefined)
    },
    { most: 2, waitMs: 1 },
  )
  const outcomes = await Promise.allSettled([12, 13, 14, 15, 16, 7].map(ask))
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['rejected', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected'],
  )
})

test('a network gives each face of a batch what it gives it alone', async () => {
  const { emotion } = await forCard()
  assert.equal(emotion.precision, 'fp32')
  const run = await openBatchRunner(REPOSITORY_ROOT, emotion, 'cpu')
  const alone = await openModel(REPOSITORY_ROOT, emotion)
  const faces = [0.1, 0.2, 0.3].map((step) => alone.input.map((_, at) => Math.sin(at * step)))
  const together = await run(faces)
  for (const [at, face] of faces.entries()) {
    alone.input.set(face)
    const [expected] = await alone.run()
    assert.ok(expected?.every((value, label) => Math.abs(value - (together[at]?.[label] ?? 9)) < 1e-3))
  }
})

test('readers whose emotion network runs in another thread read what others read, and points are the deployment’s', async () => {
  const models = await forCard()
  const batches: number[] = []
  const thread = await openBatchThread(
    { root: REPOSITORY_ROOT, emotion: models.emotion, provider: 'cpu', limits: { most: 4, waitMs: 5 } },
    (faces) => batches.push(faces),
  )
  const lines = [thread.connect(), thread.connect()]
  const readers = await Promise.all(
    lines.map((line) =>
      openMoodReader(REPOSITORY_ROOT, models, { emotion: createRemoteModel(line, models.emotion) }),
    ),
  )
  const photo = readFixturePhoto(2)
  const sights = await Promise.all(readers.map((reader) => reader.readPhoto(photo)))
  const own = await (await openMoodReader(REPOSITORY_ROOT, models)).readPhoto(photo)
  for (const { faces } of sights) {
    assert.equal(faces.length, 3)
    for (const [at, { confidence }] of faces.entries())
      assert.ok(Math.abs(confidence - (own.faces[at]?.confidence ?? 9)) < 1e-3)
  }
  // Each reader looks at three faces at least once.
  const ran = batches.reduce((sum, faces) => sum + faces, 0)
  assert.ok(ran >= 6 && batches.every((faces) => faces >= 1 && faces <= 4), `${batches.join()} together`)
  const points = { ...EMOTION_POINTS, happy: { valence: 0.1, arousal: -0.1 } }
  const moved = await (await openMoodReader(REPOSITORY_ROOT, models, { points })).readPhoto(photo)
  for (const { probabilities, valence, arousal } of moved.faces)
    assert.deepEqual({ valence, arousal }, affectOf(probabilities, points))
  await thread.close()
  await assert.rejects(readers[0]?.readPhoto(photo) ?? Promise.resolve(), /has ended/)
})

test('where there is no CUDA, asking for it ends in a plain sentence', async (t) => {
  const { emotion } = await forCard()
  const opened = openBatchRunner(REPOSITORY_ROOT, emotion, 'cuda')
  try {
    await opened
    t.skip('this machine has CUDA')
  } catch (error) {
    assert.ok(error instanceof ProviderMissing)
    assert.match(error.message, /^INFERENCE_PROVIDER is cuda, but onnxruntime finds no CUDA here/)
    const lines = createBatchLines({ root: REPOSITORY_ROOT, models: await forCard(), provider: 'cuda' })
    await assert.rejects(lines.connect(), ProviderMissing)
  }
})
