import { PictureError, decodePhoto } from '@mooddj/inference/decode-picture'
import type { Picture } from '@mooddj/inference/picture'
import type { Sample } from './choose-rows.ts'
import type { PictureStore } from './picture-store.ts'

/** A row with its picture, or the reason that there is none. */
export type Loaded =
  | { sample: Sample; outcome: 'decoded'; picture: Picture }
  | { sample: Sample; outcome: 'missing' | 'undecodable' }

/** This many pictures are decoded ahead: enough to keep a second core busy, few enough to hold. */
const AHEAD = 4
const MOST_ATTEMPTS = 5

/** Every row in turn with its picture, decoded as the inference service decodes uploads. */
export async function* loadSamples(samples: readonly Sample[], store: PictureStore): AsyncGenerator<Loaded> {
  const waiting: Promise<Loaded>[] = []
  for (const sample of samples) {
    waiting.push(load(sample, store))
    const first = waiting.length > AHEAD ? waiting.shift() : undefined
    if (first !== undefined) yield await first
  }
  for (const rest of waiting) yield await rest
}

async function load(sample: Sample, store: PictureStore): Promise<Loaded> {
  const bytes = await store.read(sample.file)
  if (bytes === undefined) return { sample, outcome: 'missing' }
  for (let attempt = 1; ; attempt++) {
    try {
      return { sample, outcome: 'decoded', picture: await decodePhoto(bytes) }
    } catch (error) {
      if (!(error instanceof PictureError)) throw error
      if (attempt === MOST_ATTEMPTS || !ranOutOfTime(error)) return { sample, outcome: 'undecodable' }
    }
  }
}

/** The service gives up on a picture that takes too long; here, a busy machine is to change no figure. */
function ranOutOfTime({ cause }: PictureError): boolean {
  return cause instanceof Error && cause.message.startsWith('timeout')
}
