import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, test } from 'node:test'
import { EMOTIONS, dominantEmotion } from '@mooddj/shared/emotion'
import { decodePhoto } from '../src/decode-picture.ts'
import { type View, openEmotionClassifier, probabilitiesOf } from '../src/emotion-classifier.ts'
import { openFaceFinder } from '../src/find-faces.ts'
import { type Manifest, REPOSITORY_ROOT, chooseModels, readManifest } from '../src/manifest.ts'
import { openModel } from '../src/model-session.ts'
import { prepareModels } from '../src/prepare-models.ts'
import { openMoodReader } from '../src/read-moods.ts'
import { readFixturePhoto } from '@mooddj/testkit/fixture-photos'

const roots: string[] = []
afterEach(async () => {
  for (const root of roots.splice(0)) await rm(root, { recursive: true })
})

/** A root of its own with this manifest; our networks are there when `linked`. */
async function rootWith(manifest: unknown, linked = true): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'mooddj-models-'))
  roots.push(root)
  await mkdir(join(root, 'models'))
  await writeFile(join(root, 'models/manifest.json'), JSON.stringify(manifest))
  if (linked) {
    for (const folder of ['dist', 'moodnet'])
      await symlink(join(REPOSITORY_ROOT, 'models', folder), join(root, 'models', folder))
  }
  return root
}

function changed(manifest: Manifest, change: (entry: Manifest['models'][number]) => object): object {
  return { models: manifest.models.map((entry) => ({ ...entry, ...change(entry) })) }
}

test('preparing writes the packaged networks, mends a damaged one and then leaves all alone', async () => {
  const manifest = await readManifest(REPOSITORY_ROOT)
  const root = await rootWith({ models: manifest.models.filter(({ task }) => task === 'detect') }, false)
  assert.deepEqual(await prepareModels(root), [])
  const file = join(root, manifest.models.find(({ task }) => task === 'detect')?.file ?? '')
  const whole = await readFile(file)
  await writeFile(file, whole.subarray(0, 1_000))
  assert.deepEqual(await prepareModels(root), [])
  assert.deepEqual(await readFile(file), whole)
  assert.deepEqual(await prepareModels(root), [])
})

test('preparing names each network that is missing or another one in a plain sentence', async () => {
  const manifest = await readManifest(REPOSITORY_ROOT)
  const root = await rootWith(
    changed(manifest, ({ task }) =>
      task === 'detect'
        ? { sourceSha256: '0'.repeat(64), sha256: '0'.repeat(64) }
        : { file: 'models/nowhere.onnx', source: 'models/training' },
    ),
    false,
  )
  const failures = await prepareModels(root)
  assert.equal(failures.length, manifest.models.length)
  assert.ok(failures.some((failure) => /^models\/nowhere\.onnx is missing: .*\.$/.test(failure)))
  assert.ok(failures.some((failure) => /of the package jp\.keijiro.* is not the file/.test(failure)))
})

test('a manifest that is wrong is named with what is wrong in it', async () => {
  await assert.rejects(readManifest('/nonexistent'), /models\/manifest\.json cannot be read/)
  const manifest = await readManifest(REPOSITORY_ROOT)
  const root = await rootWith(changed(manifest, () => ({ sha256: 'short' })))
  await assert.rejects(readManifest(root), /models\/manifest\.json is not a manifest/)
})

test('the emotion network that is run is the int8 one where there is one', async () => {
  const manifest = await readManifest(REPOSITORY_ROOT)
  const emotions = manifest.models.filter((entry) => entry.task === 'emotion')
  const precisions = emotions.map(({ precision }) => precision)
  assert.equal(chooseModels(manifest).emotion.precision, precisions.includes('int8') ? 'int8' : 'fp32')
  const plain = { models: manifest.models.filter((entry) => entry.precision === 'fp32') }
  if (precisions.includes('fp32')) assert.equal(chooseModels(plain).emotion.precision, 'fp32')
  assert.throws(() => chooseModels({ models: emotions }), /no face detector/)
})

test('the names of the emotions come from the manifest alone', async () => {
  const manifest = await readManifest(REPOSITORY_ROOT)
  const turned = changed(manifest, (entry) =>
    entry.task === 'emotion' ? { labels: [...entry.labels.slice(1), ...entry.labels.slice(0, 1)] } : {},
  )
  const dominant = async (root: string) => {
    const reader = await openMoodReader(root, chooseModels(await readManifest(root)))
    const { faces } = await reader.readPhoto(readFixturePhoto(2))
    const smile = faces.find(({ box }) => box[0] > 0.7)
    assert.ok(smile)
    return dominantEmotion(smile.probabilities)
  }
  const { labels } = chooseModels(manifest).emotion
  assert.equal(await dominant(REPOSITORY_ROOT), 'happy')
  assert.equal(await dominant(await rootWith(turned)), labels[(labels.indexOf('happy') + 1) % labels.length])
})

test('probabilities follow the labels and the temperature and sum to one', () => {
  const labels = EMOTIONS.toReversed()
  const output = { names: ['x'], kind: 'logits' as const }
  const cold = probabilitiesOf([0, 0, 0, 0, 0, 0, 2], { labels, output, temperature: 0.5 })
  const warm = probabilitiesOf([0, 0, 0, 0, 0, 0, 2], { labels, output, temperature: 2 })
  assert.equal(dominantEmotion(cold), 'happy')
  assert.ok(Math.abs(cold.happy - Math.exp(4) / (Math.exp(4) + 6)) < 1e-12)
  assert.ok(warm.happy < cold.happy)
  const shares = { names: ['x'], kind: 'probabilities' as const }
  const told = probabilitiesOf([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.4], {
    labels,
    output: shares,
    temperature: 1,
  })
  assert.ok(Math.abs(told.happy - 0.4) < 1e-9)
  assert.ok(Math.abs(EMOTIONS.reduce((sum, emotion) => sum + told[emotion], 0) - 1) < 1e-12)
})

test('a network runs again and again on the same buffers', async () => {
  const { search } = chooseModels(await readManifest(REPOSITORY_ROOT))
  const model = await openModel(REPOSITORY_ROOT, search)
  model.input.fill(-1)
  const [first] = await model.run()
  const black = first?.slice()
  model.input.fill(0.5)
  const [second] = await model.run()
  assert.equal(first, second)
  assert.notDeepEqual(second, black)
})

test('one view of a face and one of its mirror image come to what both together give', async () => {
  const models = chooseModels(await readManifest(REPOSITORY_ROOT))
  assert.ok(models.emotion.oneView, 'the int8 network has a form for one view')
  const finder = await openFaceFinder(REPOSITORY_ROOT, models)
  const classifier = await openEmotionClassifier(REPOSITORY_ROOT, models.emotion)
  const picture = await decodePhoto(readFixturePhoto(0))
  for (const { keypoints } of await finder.searchPhoto(picture)) {
    const read = async (view?: View) => (await classifier.classify(picture, keypoints, view)).probabilities
    const [face, mirror, both, again] = [
      await read('face'),
      await read('mirror'),
      await read(),
      await read('face'),
    ]
    assert.deepEqual(face, again)
    assert.notDeepEqual(face, mirror)
    // The last layer is linear: the mean of logits is the geometric mean of probabilities, scaled to sum to one.
    const means = EMOTIONS.map((emotion) => Math.sqrt(face[emotion] * mirror[emotion]))
    const total = means.reduce((sum, mean) => sum + mean, 0)
    for (const [index, emotion] of EMOTIONS.entries())
      assert.ok(Math.abs((means[index] ?? 0) / total - both[emotion]) < 1e-4, emotion)
  }
})

test('preparing names a network for one view that is another one', async () => {
  const manifest = await readManifest(REPOSITORY_ROOT)
  const root = await rootWith(
    changed(manifest, (entry) =>
      'oneView' in entry && entry.oneView ? { oneView: { ...entry.oneView, sha256: '0'.repeat(64) } } : {},
    ),
  )
  assert.deepEqual(
    (await prepareModels(root)).map((failure) =>
      /^models\/moodnet\/\S+-one-view\.onnx is not the file/.test(failure),
    ),
    [true],
  )
})
