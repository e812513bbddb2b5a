import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createParser } from '@mooddj/shared/codec'
import { Type } from 'typebox'
import type { Peer } from './peer.ts'
import type { Tensorflow } from './tensorflow.ts'

const require = createRequire(import.meta.url)

const SIDE = 64

/**
 * The emotion network of @vladmandic/human as its src/gear/emotion.ts feeds it: gray from −1 to 1, 64 pixels wide. The library gives no
 * way to it but through its own detector, so its graph is run without the rest, which costs it no time that is not its own.
 */
export async function openHuman({ core, converter }: Tensorflow): Promise<Peer> {
  const graph = await converter.loadGraphModel({ load: () => readGraph() })
  return {
    name: 'human',
    input: {
      name: 'input',
      shape: [1, SIDE, SIDE, 1],
      layout: 'NHWC',
      color: 'gray',
      mean: [127.5],
      std: [127.5],
    },
    view: 1.1,
    labels: ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'],
    async run(input) {
      const picture = core.tensor4d(input, [1, SIDE, SIDE, 1])
      const answer = graph.execute(picture)
      if (Array.isArray(answer) || !(answer instanceof core.Tensor))
        throw new Error('the emotion network of human has one output')
      const values = await answer.data<'float32'>()
      core.dispose([picture, answer])
      return values
    },
  }
}

const dtype = Type.Enum(['float32', 'int32', 'bool', 'string', 'complex64'] as const)
const quantization = Type.Object({
  scale: Type.Number(),
  min: Type.Number(),
  dtype: Type.Enum(['uint8', 'uint16'] as const),
})
/** The part of a TensorFlow.js graph model's file that is read here. */
const graphs = createParser(
  Type.Object({
    modelTopology: Type.Object({}),
    weightsManifest: Type.Array(
      Type.Object({
        paths: Type.Array(Type.String()),
        weights: Type.Array(
          Type.Object({
            name: Type.String(),
            shape: Type.Array(Type.Integer()),
            dtype,
            quantization: Type.Optional(quantization),
          }),
        ),
      }),
    ),
  }),
)

async function readGraph() {
  const folder = join(dirname(require.resolve('@vladmandic/human')), '../models')
  const { modelTopology, weightsManifest } = graphs.parseText(
    await readFile(join(folder, 'emotion.json'), 'utf8'),
  )
  const paths = weightsManifest.flatMap((group) => group.paths)
  const weights = await Promise.all(paths.map((path) => readFile(join(folder, path))))
  return {
    modelTopology,
    weightSpecs: weightsManifest.flatMap((group) => group.weights),
    weightData: weights.map((bytes) => new Uint8Array(bytes).buffer),
  }
}
