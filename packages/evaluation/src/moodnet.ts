import { openEmotionClassifier } from '@mooddj/inference/emotion-classifier'
import type { EmotionEntry } from '@mooddj/inference/manifest'
import { sideOf } from '@mooddj/inference/model-input'
import { openModel } from '@mooddj/inference/model-session'
import { type MoodReader, openMoodReader } from '@mooddj/inference/read-moods'
import { NO_TRACKS, type Tracks } from '@mooddj/inference/tracks'
import type { Probabilities } from '@mooddj/shared/emotion'
import type { Face } from '@mooddj/shared/mood'
import type { Contestant } from './contestant.ts'
import type { Detectors } from './evaluate.ts'
import { FRAME_INTERVAL_MS } from './live-clip.ts'
import { wholeFace } from './whole-face.ts'

/**
 * One of the manifest's emotion networks, run by the inference service's own code on one thread.
 * @param detectors with them it can watch a camera
 */
export async function openMoodNet(
  root: string,
  entry: EmotionEntry,
  detectors: Detectors | undefined,
): Promise<Contestant> {
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
    ...(detectors && { watch: watchWith(await openMoodReader(root, { ...detectors, emotion: entry })) }),
  }
}

function watchWith(reader: MoodReader) {
  return async (frames: readonly Uint8Array[]): Promise<Probabilities | undefined> => {
    let tracks: Tracks = NO_TRACKS
    let faces: Face[] = []
    for (const [index, jpeg] of frames.entries())
      ({ faces, tracks } = await reader.readFrame(jpeg, tracks, (index + 1) * FRAME_INTERVAL_MS))
    return faces[0]?.probabilities
  }
}
