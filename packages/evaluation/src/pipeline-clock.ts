import type { EmotionEntry, ModelChoice } from '@mooddj/inference/manifest'
import { openMoodReader } from '@mooddj/inference/read-moods'
import { PictureError } from '@mooddj/inference/decode-picture'
import type { Sample } from './choose-rows.ts'
import { medianOf } from './clock.ts'
import type { PictureStore } from './picture-store.ts'

const PICTURES = 40

/**
 * Milliseconds from a picture's bytes to its moods by the inference service's own reader, with this emotion network: the median over the
 * first pictures that can be read, one after the other on one thread.
 */
export async function timePipeline(
  samples: readonly Sample[],
  {
    store,
    root,
    models,
    entry,
  }: { store: PictureStore; root: string; models: ModelChoice; entry: EmotionEntry },
): Promise<number> {
  const reader = await openMoodReader(root, { ...models, emotion: entry })
  const taken: number[] = []
  for (const { file } of samples.slice(0, 2 * PICTURES)) {
    const bytes = await store.read(file)
    if (bytes === undefined || taken.length === PICTURES) continue
    try {
      const { stages } = await reader.readPhoto(bytes)
      taken.push(stages.decode + stages.find + stages.classify)
    } catch (error) {
      if (!(error instanceof PictureError)) throw error
    }
  }
  return medianOf(taken)
}
