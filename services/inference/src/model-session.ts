import './no-telemetry.ts'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { DetectEntry, EmotionEntry } from './manifest.ts'

/** A network ready to run, with its buffers; a run overwrites the outputs of the one before. */
export interface Model {
  /** What the next run reads, in the shape and layout of the manifest's entry. */
  input: Float32Array
  /** Blocks its thread. Gives the outputs in the order in which the manifest names them. */
  run(): Promise<Float32Array[]>
}

/**
 * Opens a network on one thread of the processor. Its own threads would only wait for each other: the service runs as many of
 * these as it was given cores. A first run warms it up.
 */
export async function openModel(root: string, entry: DetectEntry | EmotionEntry): Promise<Model> {
  const session = await InferenceSession.create(`${root}/${entry.file}`, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  })
  const input = new Float32Array(entry.input.shape.reduce((size, side) => size * side, 1))
  const feeds = { [entry.input.name]: new Tensor('float32', input, entry.input.shape) }
  const outputs = entry.output.names.map((name) => createOutput(session, name))
  const fetches = Object.fromEntries(outputs.map(({ name, tensor }) => [name, tensor]))
  const results = outputs.map(({ values }) => values)
  const run = async () => {
    await session.run(feeds, fetches)
    return results
  }
  await run()
  return { input, run }
}

function createOutput(session: InferenceSession, name: string) {
  const about = session.outputMetadata.find((output) => output.name === name)
  if (!about?.isTensor) throw new Error(`the model has no output named ${name}`)
  // A dimension with a name instead of a number is the batch, and a batch is one face.
  const shape = about.shape.map((side) => (typeof side === 'number' ? side : 1))
  const values = new Float32Array(shape.reduce((size, side) => size * side, 1))
  return { name, values, tensor: new Tensor('float32', values, shape) }
}
