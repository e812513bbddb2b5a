import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Tensorflow, addDetectorMethods } from '../peers/tensorflow.ts'
import type { Look } from './peer-frames.ts'

const TINY_SIDE = 416

/**
 * The two ways of face-api: its small detector straight to the expressions, and its exact one with the landmarks by which faces are set
 * upright for them.
 */
export async function openFaceApiPipelines({ core }: Tensorflow): Promise<{ tiny: Look; ssd: Look }> {
  addDetectorMethods(core)
  const faceApi = await import('@vladmandic/face-api/dist/face-api.node-wasm.js')
  const { nets, detectAllFaces, SsdMobilenetv1Options, TinyFaceDetectorOptions } = faceApi
  const folder = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'))
  const { tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceExpressionNet } = nets
  for (const network of [tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceExpressionNet])
    await network.loadFromDisk(join(folder, 'model'))
  const small = new TinyFaceDetectorOptions({ inputSize: TINY_SIDE })
  const exact = new SsdMobilenetv1Options()
  return {
    tiny: async (picture) => (await detectAllFaces(picture, small).withFaceExpressions()).length,
    ssd: async (picture) =>
      (await detectAllFaces(picture, exact).withFaceLandmarks().withFaceExpressions()).length,
  }
}
