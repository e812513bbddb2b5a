import type { Tensor3D } from '@tensorflow/tfjs-core'
import sharp from 'sharp'
import type { Tensorflow } from '../peers/tensorflow.ts'
import type { Contender } from './contender.ts'

/** What a public pipeline sees in one picture: how many faces. */
export type Look = (picture: Tensor3D) => Promise<number>

/**
 * A public pipeline with camera pictures of one face, decoded as its users on a server do. It may miss the face in some, which saves it
 * work; one that misses it in all of them is not measured.
 */
export function enterPipeline(
  { core }: Tensorflow,
  { name, frames, look }: { name: string; frames: readonly Uint8Array[]; look: Look },
): Contender {
  let shown = 0
  let seen = 0
  return {
    async step() {
      const jpeg = frames[shown++ % frames.length]
      const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true })
      const picture = core.tensor3d(data, [info.height, info.width, info.channels], 'int32')
      if ((await look(picture)) > 0) seen += 1
      core.dispose(picture)
      if (shown >= frames.length && seen === 0)
        throw new Error(`${name} saw none of the ${shown} faces it was shown`)
      return 1
    },
  }
}
