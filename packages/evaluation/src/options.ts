import { parseOptions } from '@mooddj/dj/options'
import { PlainError } from '@mooddj/dj/plain-error'
import { PEER_CHOICES, type PeerChoice } from './contestants.ts'

/**
 * How a picture becomes a face: it is one already, one is found in it as the inference service does for a photo, or it is shown to a camera for
 * a second and read as the service reads frames.
 */
const CROPS = ['none', 'detect', 'live'] as const
export type Crop = (typeof CROPS)[number]

/** What an evaluation is told. */
export interface Options {
  labels: string
  images: string
  crop: Crop
  json: string | undefined
  /** Names of the manifest; none means all. */
  models: string[]
  peers: PeerChoice
  split: string | undefined
  limit: number | undefined
  /** Where the confusion matrices are drawn. */
  pictures: string | undefined
  /** The folder that holds `models/`; without it, the repository. */
  modelsRoot: string | undefined
}

/** Reads the command's arguments. Throws {@link PlainError}. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseOptions({
    args: [...args],
    options: {
      labels: { type: 'string' },
      images: { type: 'string' },
      crop: { type: 'string', default: 'none' },
      json: { type: 'string' },
      model: { type: 'string', multiple: true, default: [] },
      peers: { type: 'string', default: 'all' },
      split: { type: 'string' },
      limit: { type: 'string' },
      pictures: { type: 'string' },
      'models-root': { type: 'string' },
    },
  })
  return {
    labels: needed('labels', values.labels, 'FILE.csv'),
    images: needed('images', values.images, 'FILE.zip or FOLDER'),
    crop: oneOf('crop', CROPS, values.crop),
    json: values.json,
    models: values.model,
    peers: oneOf('peers', PEER_CHOICES, values.peers),
    split: values.split,
    limit: values.limit === undefined ? undefined : countFrom(values.limit),
    pictures: values.pictures,
    modelsRoot: values['models-root'],
  }
}

function needed(name: string, value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new PlainError(`--${name} ${what} is needed: see ./dj help.`)
  return value
}

function oneOf<Choice extends string>(name: string, choices: readonly Choice[], value: string): Choice {
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw new PlainError(`--${name} is one of ${choices.join(', ')}, not ${value}.`)
  return found
}

function countFrom(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1)
    throw new PlainError(`--limit is a whole number from 1 on, not ${text}.`)
  return count
}
