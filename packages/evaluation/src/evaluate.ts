import { type FaceFinder, openFaceFinder } from '@mooddj/inference/find-faces'
import type { ModelChoice } from '@mooddj/inference/manifest'
import type { Picture } from '@mooddj/inference/picture'
import { type Probabilities, dominantEmotion } from '@mooddj/shared/emotion'
import type { Sample } from './choose-rows.ts'
import type { Contestant } from './contestant.ts'
import type { Outcome } from './figures.ts'
import { makeClip } from './live-clip.ts'
import type { Crop } from './options.ts'
import type { PictureStore } from './picture-store.ts'
import { createProgressLine } from '@mooddj/dj/progress-line'
import { loadSamples } from './samples.ts'

/** What every network said of every picture that could be read. */
export interface Verdicts {
  /** In the order of the rows; as many for each network. */
  outcomes: Map<Contestant, Outcome[]>
  /** Files that are not there. */
  missing: string[]
  /** Files that are no picture. */
  undecodable: string[]
}

/** The detectors that find the face in a picture. */
export type Detectors = Pick<ModelChoice, 'search' | 'follow'>

/** Shows each picture to every network, one picture in memory after the other. */
export async function evaluate(
  samples: readonly Sample[],
  {
    store,
    contestants,
    root,
    crop,
    detectors,
  }: {
    store: PictureStore
    contestants: readonly Contestant[]
    root: string
    crop: Crop
    detectors: Detectors | undefined
  },
): Promise<Verdicts> {
  const finder = crop === 'detect' && detectors ? await openFaceFinder(root, detectors) : undefined
  const verdicts: Verdicts = {
    outcomes: new Map(contestants.map((contestant) => [contestant, []])),
    missing: [],
    undecodable: [],
  }
  const progress = createProgressLine('Reading faces', samples.length)
  for await (const loaded of loadSamples(samples, store)) {
    const { sample, outcome } = loaded
    if (outcome === 'decoded') {
      const read =
        crop === 'live' ? await watcherFor(loaded.picture) : await readerFor(loaded.picture, finder)
      for (const [contestant, outcomes] of verdicts.outcomes)
        outcomes.push(outcomeOf(sample, await read(contestant)))
    } else verdicts[outcome].push(sample.file)
    progress.step()
  }
  progress.end()
  return verdicts
}

type Read = (contestant: Contestant) => Promise<Probabilities | undefined>

/** How a network reads this picture before a camera. */
async function watcherFor(picture: Picture): Promise<Read> {
  const frames = await makeClip(picture)
  return async (contestant) => contestant.watch?.(frames)
}

/** How any network reads this picture: as one face, or at the largest face in it, if there is any. */
async function readerFor(picture: Picture, finder: FaceFinder | undefined): Promise<Read> {
  if (finder === undefined) return (contestant) => contestant.readCrop(picture)
  const [face] = await finder.searchPhoto(picture)
  if (face === undefined) return async () => undefined
  return (contestant) => contestant.readFace(picture, face.keypoints)
}

function outcomeOf({ label }: Sample, probabilities: Probabilities | undefined): Outcome {
  if (probabilities === undefined) return { label, predicted: undefined, confidence: 0 }
  const predicted = dominantEmotion(probabilities)
  return { label, predicted, confidence: probabilities[predicted] }
}
