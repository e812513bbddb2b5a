import { oneViewOf } from '@mooddj/inference/emotion-classifier'
import type { ModelChoice } from '@mooddj/inference/manifest'
import { openTensorflow } from '../peers/tensorflow.ts'
import { CONVOLUTIONS, openBareNetwork, openConvolutions, openDecoding } from './bare-parts.ts'
import type { Contender } from './contender.ts'
import { openFaceApiPipelines } from './face-api-pipeline.ts'
import { makeFrames } from './frames.ts'
import { openHumanPipeline } from './human-pipeline.ts'
import { openOriginal } from './original.ts'
import { openOurs } from './ours.ts'
import { enterPipeline } from './peer-frames.ts'

/** Everyone whose processor time is taken. */
export type ContenderName =
  | 'ours-640'
  | 'ours-320'
  | 'human-640'
  | 'human-320'
  | 'human-face-640'
  | 'face-api-tiny'
  | 'face-api-ssd'
  | 'haar-pytorch'
  | 'decode-640'
  | 'look'
  | 'search'
  | 'emotion'
  | `convolutions-${number}`

/** Who takes part, and why others do not. */
export interface Field {
  contenders: Map<ContenderName, Contender>
  absent: Map<ContenderName, string>
}

/** Opens everyone; who cannot be opened here is absent. */
export async function openField(root: string, models: ModelChoice): Promise<Field> {
  const [small, large] = [await makeFrames(320), await makeFrames(640)]
  const field: Field = {
    contenders: new Map<ContenderName, Contender>([
      ['ours-640', await openOurs(root, models, { frames: large, path: 'looking-always' })],
      ['ours-320', await openOurs(root, models, { frames: small, path: 'as-served' })],
      ['decode-640', openDecoding(large)],
      ['look', await openBareNetwork(root, models.follow)],
      ['search', await openBareNetwork(root, models.search)],
      ['emotion', await openBareNetwork(root, oneViewOf(models.emotion))],
    ]),
    absent: new Map(),
  }
  for (const [index, shape] of CONVOLUTIONS.entries())
    field.contenders.set(`convolutions-${index}`, await openConvolutions(shape))
  await enter(field, ['human-640', 'human-320', 'human-face-640', 'face-api-tiny', 'face-api-ssd'], () =>
    openPublic(small, large),
  )
  await enter(field, ['haar-pytorch'], async () => [['haar-pytorch', await openOriginal(small)]])
  return field
}

type Entrants = [ContenderName, Contender][]

async function enter(
  { contenders, absent }: Field,
  names: readonly ContenderName[],
  open: () => Promise<Entrants>,
): Promise<void> {
  try {
    for (const [name, contender] of await open()) contenders.set(name, contender)
  } catch (error) {
    for (const name of names) absent.set(name, reasonOf(error))
  }
}

async function openPublic(small: readonly Uint8Array[], large: readonly Uint8Array[]): Promise<Entrants> {
  const tensorflow = await openTensorflow()
  const enterWith = (
    name: ContenderName,
    frames: readonly Uint8Array[],
    look: Parameters<typeof enterPipeline>[1]['look'],
  ) => [name, enterPipeline(tensorflow, { name, frames, look })] satisfies Entrants[number]
  const human = await openHumanPipeline(tensorflow, 'mood')
  const wholeFace = await openHumanPipeline(tensorflow, 'face')
  const { tiny, ssd } = await openFaceApiPipelines(tensorflow)
  return [
    enterWith('human-640', large, human),
    enterWith('human-320', small, human),
    enterWith('human-face-640', large, wholeFace),
    enterWith('face-api-tiny', small, tiny),
    enterWith('face-api-ssd', small, ssd),
  ]
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isMissing =
    'code' in error && ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(String(error.code))
  return isMissing ? 'a development dependency that is not installed here' : error.message
}
