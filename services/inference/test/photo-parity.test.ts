import { findTrainingPython } from '@mooddj/dj/training/environment'
import { trainingEnvironment } from '@mooddj/dj/training/run-training'
import { createParser } from '@mooddj/shared/codec'
import { readFixturePhoto } from '@mooddj/testkit/fixture-photos'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { Type } from 'typebox'
import { decodePhoto } from '../src/decode-picture.ts'
import { openEmotionClassifier } from '../src/emotion-classifier.ts'
import { openFaceFinder } from '../src/find-faces.ts'
import { REPOSITORY_ROOT, chooseModels, readManifest } from '../src/manifest.ts'
import { prepareModels } from '../src/prepare-models.ts'

const TOLERANCE = 1e-3

const numbers = Type.Array(Type.Array(Type.Number()))
/** By model, then by runtime. */
const answers = createParser(Type.Record(Type.String(), Type.Record(Type.String(), numbers)))

const python = findTrainingPython()
const skip = python === undefined && 'no Python is prepared for training: ./dj models train prepares it'

test('the faces of a photo give the same seven numbers here as in Python', { skip }, async (t) => {
  assert.deepEqual(await prepareModels(REPOSITORY_ROOT), [])
  const manifest = await readManifest(REPOSITORY_ROOT)
  const entries = manifest.models.filter((entry) => entry.task === 'emotion')
  assert.deepEqual(new Set(entries.map(({ precision }) => precision)), new Set(['fp32', 'int8']))
  const picture = await decodePhoto(readFixturePhoto(0))
  const faces = await (await openFaceFinder(REPOSITORY_ROOT, chooseModels(manifest))).searchPhoto(picture)
  assert.equal(faces.length, 3)
  const crops: Buffer[] = []
  const ours = new Map<string, number[][]>()
  for (const entry of entries) {
    const classifier = await openEmotionClassifier(REPOSITORY_ROOT, entry)
    const read: number[][] = []
    for (const { keypoints } of faces) {
      const { probabilities, aligned } = await classifier.classify(picture, keypoints)
      read.push(entry.labels.map((label) => probabilities[label]))
      if (entry === entries[0]) crops.push(Buffer.from(new Float32Array(aligned.luma).buffer))
    }
    ours.set(entry.name, read)
  }
  const theirs = await askPython(
    entries.map(({ name }) => name),
    crops,
  )
  for (const { name, precision } of entries) {
    const runtimes = theirs[name] ?? {}
    // onnxruntime, and where it can run the model an independent implementation of ONNX.
    assert.equal(Object.keys(runtimes).length, precision === 'fp32' ? 2 : 1)
    for (const [runtime, answer] of Object.entries(runtimes)) {
      const apart = furthest(ours.get(name) ?? [], answer)
      t.diagnostic(`${name}, Python's ${runtime}: at most ${apart.toExponential(1)} apart`)
      assert.ok(apart < TOLERANCE, `${name} differs by ${apart} from Python's ${runtime}`)
    }
  }
})

async function askPython(models: readonly string[], crops: readonly Buffer[]) {
  const script = join(REPOSITORY_ROOT, 'models/training/test/read_crops.py')
  const child = spawn(python ?? '', [script, ...models], {
    env: trainingEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(Buffer.concat(crops))
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return answers.parseText(said)
}

/** The largest difference of two tables of probabilities; infinite where their shapes differ. */
function furthest(left: number[][], right: number[][]): number {
  if (left.length === 0 || left.length !== right.length) return Infinity
  const differences = left.flatMap((row, face) =>
    row.map((value, index) => Math.abs(value - (right[face]?.[index] ?? Infinity))),
  )
  return Math.max(...differences)
}
