import { createParser } from '@mooddj/shared/codec'
import { EMOTIONS } from '@mooddj/shared/emotion'
import { ProbabilitiesSchema } from '@mooddj/shared/emotion-schema'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Type } from 'typebox'
import { probabilitiesOf } from '../src/emotion-classifier.ts'
import { readManifest, REPOSITORY_ROOT } from '../src/manifest.ts'
import { openModel } from '../src/model-session.ts'

/** Integer arithmetic rounds differently on processors without VNNI instructions; there a swapped label must still show. */
const TOLERANCE = { fp32: 1e-3, int8: 0.1 } as const
const parity = createParser(
  Type.Object({
    labels: Type.Array(Type.Enum(EMOTIONS)),
    outputs: Type.Record(Type.String(), Type.Object({ probabilities: Type.Array(Type.Number()) })),
  }),
)
const probabilities = createParser(ProbabilitiesSchema)

/** The picture that the training wrote the numbers for, by the formula in the file; 128×128, 0..255. */
const pixel = (x: number, y: number) => (3 * x + 5 * y + Math.floor((x * y) / 7)) % 256

test('a picture gives the same seven numbers here as where the network was trained', async () => {
  const { labels, outputs } = parity.parseText(
    readFileSync(join(REPOSITORY_ROOT, 'models/moodnet/parity.json'), 'utf8'),
  )
  const { models } = await readManifest(REPOSITORY_ROOT)
  const compared = models.flatMap((entry) =>
    entry.task === 'emotion' && entry.name in outputs ? [entry] : [],
  )
  assert.deepEqual(new Set(compared.map(({ precision }) => precision)), new Set(['fp32', 'int8']))
  for (const entry of compared) {
    const model = await openModel(REPOSITORY_ROOT, entry)
    const [mean = 0] = entry.input.mean
    const [std = 1] = entry.input.std
    for (let at = 0; at < model.input.length; at += 1)
      model.input[at] = (pixel(at % 128, Math.floor(at / 128)) - mean) / std
    const [logits = []] = await model.run()
    const ours = probabilitiesOf(logits, entry)
    const theirs = outputs[entry.name]?.probabilities ?? []
    const named = probabilities.parse(Object.fromEntries(labels.map((label, at) => [label, theirs[at]])))
    for (const emotion of EMOTIONS)
      assert.ok(
        Math.abs(ours[emotion] - named[emotion]) < TOLERANCE[entry.precision],
        `${entry.name} ${emotion}`,
      )
  }
})
