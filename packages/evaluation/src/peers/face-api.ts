import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Peer } from './peer.ts'
import type { Tensorflow } from './tensorflow.ts'

const require = createRequire(import.meta.url)

const SIDE = 112

/**
 * The expression network of @vladmandic/face-api with its own code: RGB from 0 to 255, 112 pixels wide; it takes the mean colour off itself.
 */
export async function openFaceApi({ core }: Tensorflow): Promise<Peer> {
  const faceApi = await import('@vladmandic/face-api/dist/face-api.node-wasm.js')
  const network = new faceApi.FaceExpressionNet()
  const folder = dirname(require.resolve('@vladmandic/face-api/package.json'))
  await network.loadFromDisk(join(folder, 'model'))
  return {
    name: 'face-api',
    input: {
      name: 'input',
      shape: [1, SIDE, SIDE, 3],
      layout: 'NHWC',
      color: 'rgb',
      mean: [0],
      std: [1],
    },
    view: 1,
    labels: ['neutral', 'happy', 'sad', 'angry', 'fear', 'disgust', 'surprise'],
    async run(input) {
      const picture = core.tensor3d(input, [SIDE, SIDE, 3])
      const answer = await network.predictExpressions(picture)
      picture.dispose()
      if (Array.isArray(answer)) throw new Error('face-api answers for one face')
      const { neutral, happy, sad, angry, fearful, disgusted, surprised } = answer
      return [neutral, happy, sad, angry, fearful, disgusted, surprised]
    },
  }
}
