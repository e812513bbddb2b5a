import './no-telemetry.ts'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { BatchRun } from './batch-queue.ts'
import type { EmotionEntry } from './manifest.ts'
import { type Provider, ProviderMissing } from './provider.ts'

/**
 * Opens an emotion network to run several faces at once. Inputs are as its manifest entry says for one face, outputs its labels' numbers. A
 * first run warms it up. Throws {@link ProviderMissing}.
 */
export async function openBatchRunner(
  root: string,
  entry: EmotionEntry,
  provider: Provider,
): Promise<BatchRun<Float32Array, Float32Array>> {
  const session = await InferenceSession.create(`${root}/${entry.file}`, {
    executionProviders: [provider],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  }).catch((cause: unknown) => {
    throw provider === 'cuda' ? new ProviderMissing({ cause }) : cause
  })
  const [, ...one] = entry.input.shape
  const size = one.reduce((product, side) => product * side, 1)
  const [name = ''] = entry.output.names
  const run = async (inputs: readonly Float32Array[]) => {
    const together = new Float32Array(size * inputs.length)
    for (const [at, input] of inputs.entries()) together.set(input, at * size)
    const results = await session.run(
      { [entry.input.name]: new Tensor('float32', together, [inputs.length, ...one]) },
      [name],
    )
    const values = results[name]?.data
    if (!(values instanceof Float32Array) || values.length !== inputs.length * entry.labels.length)
      throw new Error('the emotion network has other outputs than its labels')
    return inputs.map((_, at) => values.slice(at * entry.labels.length, (at + 1) * entry.labels.length))
  }
  await run([new Float32Array(size)])
  return run
}
