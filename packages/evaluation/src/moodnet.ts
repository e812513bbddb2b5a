import { openEmotionClassifier } from '@mooddj/inference/emotion-classifier'
import type { EmotionEntry } from '@mooddj/inference/manifest'
import { sideOf } from '@mooddj/inference/model-input'
import { openModel } from '@mooddj/inference/model-session'
import type { Contestant } from './contestant.ts'
import { wholeFace } from './whole-face.ts'

/** One of the manifest's emotion networks, run by the inference service's own code on one thread. */
export async function openMoodNet(root: string, entry: EmotionEntry): Promise<Contestant> {
  const classifier = await openEmotionClassifier(root, entry)
  const bare = await openModel(root, entry)
  const side = sideOf(entry.input)
  // A crop's eyes, nose and mouth are where the manifest wants them: aligning it leaves it as it is.
  const inPlace = entry.input.align.map(([x, y]) => ({ x, y }))
  return {
    name: entry.name,
    kind: 'moodnet',
    precision: entry.precision,
    readCrop: async (picture) => (await classifier.classify(wholeFace(picture, side), inPlace)).probabilities,
    readFace: async (picture, keypoints) => (await classifier.classify(picture, keypoints)).probabilities,
    runOnce: () => bare.run(),
  }
}
