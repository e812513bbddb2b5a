import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { root } from '@mooddj/dj/places'
import { readManifest } from '@mooddj/inference/manifest'
import { createCanvas } from '@napi-rs/canvas'
import { testFolder, writeLines } from './folder.ts'
import { runEval } from './run-eval.ts'
import { cutSmiles } from './smiles.ts'
import { zip } from './zip.ts'

const folder = testFolder()
const crops = join(folder, 'crops.zip')
const photos = join(folder, 'photos.zip')
const smiles = join(folder, 'smiles.csv')

before(async () => {
  const cut = await cutSmiles()
  const inside = [...cut.crops].map(([name, jpeg]): [string, Buffer] => [`in/here/${name}`, jpeg])
  writeFileSync(crops, zip(new Map([...inside, ['in/here/broken.jpg', Buffer.from('no picture')]])))
  const nobody = createCanvas(200, 200).toBuffer('image/png')
  writeFileSync(photos, zip(new Map([...cut.photos, ['nobody.png', nobody]])))
  writeLines(folder, 'smiles.csv', [
    'file,label',
    ...[...cut.photos.keys()].map((name) => `${name},Happiness`),
  ])
})

const evaluate = (args: readonly string[]) => runEval(folder, args)

test('smiles are happy to every network, ours and the public ones, in crops and in photos', async () => {
  const labels = writeLines(folder, 'mixed.csv', [
    ...readFileSync(smiles, 'utf8').trim().split('\n'),
    'broken.jpg,happy',
    'gone.jpg,happy',
    'smile-0-0.jpg,contempt',
  ])
  const { code, stdout, stderr, report } = await evaluate(['--labels', labels, '--images', crops])
  assert.equal(code, 0, stderr)
  const { rows, leftOut, missing, undecodable, crop, models } = report()
  assert.equal(crop, 'none')
  assert.deepEqual(
    { leftOut, missing, undecodable },
    { leftOut: { contempt: 1 }, missing: ['gone.jpg'], undecodable: ['broken.jpg'] },
  )
  assert.match(stderr, /1 of 7 not found: gone\.jpg/)
  assert.deepEqual(
    models.map(({ name, kind }) => [name, kind]),
    [
      ['moodnet-fp32', 'moodnet'],
      ['moodnet-int8', 'moodnet'],
      ['face-api', 'peer'],
      ['human', 'peer'],
    ],
  )
  for (const model of models) {
    assert.equal(model.rows, rows)
    assert.ok(model.accuracy >= 0.6, `${model.name}: ${model.accuracy}`)
    assert.equal(
      model.confusion.flat().reduce((sum, count) => sum + count),
      rows,
    )
    const png = readFileSync(join(folder, 'drawn', `${model.name}-confusion.png`))
    assert.deepEqual([...png.subarray(1, 4)], [...Buffer.from('PNG')])
  }
  for (const line of stdout.split('\n').slice(0, -3)) assert.ok(line.length <= 100, line)
})

test('smiles before a camera for a second are happy to our networks, and nobody is nobody', async () => {
  const labels = writeLines(folder, 'live.csv', [
    ...readFileSync(smiles, 'utf8').trim().split('\n'),
    'nobody.png,sad',
  ])
  const { code, stderr, report } = await evaluate(['--labels', labels, '--images', photos, '--crop', 'live'])
  assert.equal(code, 0, stderr)
  assert.match(stderr, /before a camera only ours are measured/)
  const { crop, models, rows } = report()
  assert.equal(crop, 'live')
  assert.deepEqual(
    models.map(({ name, noFace }) => [name, noFace]),
    [
      ['moodnet-fp32', 1],
      ['moodnet-int8', 1],
    ],
  )
  // All but the picture that shows nobody.
  for (const { name, accuracy } of models) assert.ok(accuracy >= 0.6 * (1 - 1 / rows), `${name}: ${accuracy}`)
})

test('the whole pipeline finds the faces itself, and a picture without one counts as wrong', async () => {
  const labels = writeLines(folder, 'photos.csv', [
    ...readFileSync(smiles, 'utf8').trim().split('\n'),
    'nobody.png,sad',
  ])
  const { code, stdout, stderr, report } = await evaluate([
    '--labels',
    labels,
    '--images',
    photos,
    '--crop',
    'detect',
    '--peers',
    'none',
  ])
  assert.equal(code, 0, stderr)
  const { rows, models } = report()
  for (const { name, noFace, perClass, accuracy, millisecondsPipeline } of models) {
    assert.equal(noFace, 1, name)
    assert.equal(perClass['sad']?.recall, 0)
    assert.ok((perClass['happy']?.recall ?? 0) >= 0.6, `${name} ${perClass['happy']?.recall}`)
    assert.ok(accuracy <= (rows - 1) / rows)
    assert.ok((millisecondsPipeline ?? 0) > 0)
  }
  assert.match(stdout, /rows without a face +1 +1/)
})

test('labels in another order in the manifest are believed, and show', async () => {
  const other = join(folder, 'other')
  mkdirSync(join(other, 'models'), { recursive: true })
  for (const name of ['moodnet', 'dist']) symlinkSync(join(root, 'models', name), join(other, 'models', name))
  const { models } = await readManifest(root)
  const swapped = models.map((entry) =>
    entry.task === 'emotion'
      ? { ...entry, labels: [...entry.labels.slice(1), ...entry.labels.slice(0, 1)] }
      : entry,
  )
  writeFileSync(join(other, 'models/manifest.json'), JSON.stringify({ models: swapped }))
  const args = ['--labels', smiles, '--images', crops, '--peers', 'none', '--model', 'moodnet-int8']
  const right = await evaluate(args)
  const happy = right.report().models[0]?.accuracy ?? 0
  const wrong = await evaluate([...args, '--models-root', other])
  assert.equal(wrong.code, 0, wrong.stderr)
  assert.ok(happy >= 0.6)
  assert.ok((wrong.report().models[0]?.accuracy ?? 1) <= 0.2)
})

test('what cannot be done is one plain sentence and exit code 1', async () => {
  const refuse = async (args: readonly string[], message: RegExp) => {
    const { code, stderr } = await evaluate(['--peers', 'none', ...args])
    assert.equal(code, 1)
    assert.match(stderr, message)
    assert.doesNotMatch(stderr, /\n +at /)
  }
  const noZip = writeLines(folder, 'no.zip', ['this is no archive'])
  const bored = writeLines(folder, 'bored.csv', ['file,label', 'a.jpg,bored'])
  const strangers = writeLines(folder, 'strangers.csv', ['file,label', 'a.jpg,happy'])
  await Promise.all([
    refuse(['--labels', smiles, '--images', noZip], /no\.zip is not a ZIP archive/),
    refuse(['--labels', bored, '--images', crops], /bored\.csv, line 2: the label "bored"/),
  ])
  await Promise.all([
    refuse(['--labels', strangers, '--images', crops], /None of the pictures .* can be read from/),
    refuse(
      ['--labels', smiles, '--images', crops, '--model', 'moodnet-9'],
      /has no emotion network moodnet-9/,
    ),
  ])
  await refuse(['--images', crops], /--labels FILE\.csv is needed/)
})
