import type { Probabilities } from '@mooddj/shared/emotion'
import type { Picture, Point } from '@mooddj/inference/picture'

/** A network that tells emotions, with all that prepares a picture for it. */
export interface Contestant {
  name: string
  kind: 'moodnet' | 'peer'
  precision: 'fp32' | 'int8'
  /** What a picture shows that is nothing but one face, cut out as the training data is. */
  readCrop(picture: Picture): Promise<Probabilities>
  /** What a face shows whose eyes, nose and mouth were found there, in shares of the picture. */
  readFace(picture: Picture, keypoints: readonly Point[]): Promise<Probabilities>
  /** What the largest face shows at the end of a camera's frames, as the service follows it; peers cannot follow. */
  watch?(frames: readonly Uint8Array[]): Promise<Probabilities | undefined>
  /** Runs the bare network once, on what does not matter, for the clock. */
  runOnce(): Promise<unknown>
}
