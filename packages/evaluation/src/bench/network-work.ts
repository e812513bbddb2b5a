import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmotionEntry } from '@mooddj/inference/manifest'
import { createParser } from '@mooddj/shared/codec'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { Type } from 'typebox'

const shapes = Type.Array(Type.Record(Type.String(), Type.Array(Type.Integer())))
/** The part of onnxruntime's profile that is read here: which operator ran on what shapes. */
const profiles = createParser(
  Type.Array(
    Type.Object({
      cat: Type.String(),
      args: Type.Optional(
        Type.Object({
          op_name: Type.Optional(Type.String()),
          input_type_shape: Type.Optional(shapes),
          output_type_shape: Type.Optional(shapes),
        }),
      ),
    }),
  ),
)

/**
 * The multiply-adds of one run of a network's convolutions and matrix products, counted from the shapes in onnxruntime's own profile of a
 * run, so that it holds for any network.
 */
export async function multiplyAddsOfNetwork(root: string, { file, input }: EmotionEntry): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'mooddj-profile-'))
  try {
    const session = await InferenceSession.create(`${root}/${file}`, {
      enableProfiling: true,
      profileFilePrefix: join(folder, 'run'),
      intraOpNumThreads: 1,
      logSeverityLevel: 3,
      // Operators as the file has them, and weights in the shape that they have there.
      graphOptimizationLevel: 'disabled',
      extra: { session: { disable_prepacking: '1' } },
    })
    const values = new Float32Array(input.shape.reduce((size, side) => size * side, 1))
    await session.run({ [input.name]: new Tensor('float32', values, input.shape) })
    session.endProfiling()
    await session.release()
    const [name = ''] = await readdir(folder)
    return countWork(await readFile(join(folder, name), 'utf8'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The multiply-adds that a profile of one run tells of. */
export function countWork(profile: string): number {
  let total = 0
  for (const { cat, args } of profiles.parseText(profile)) {
    if (cat !== 'Node' || args === undefined) continue
    const outputs = sizeOf(firstShape(args.output_type_shape?.[0]))
    total += outputs * termsOf(args.op_name ?? '', args.input_type_shape ?? [])
  }
  return total
}

/** How many products are summed up in each output of an operator, whatever the layout of its activations. */
function termsOf(operator: string, inputs: readonly Record<string, number[]>[]): number {
  // Quantised operators name a scale and a zero point after the activations, ahead of the weights.
  const weights = firstShape(inputs[operator.startsWith('QLinear') ? 3 : 1])
  if (/Conv/.test(operator)) return sizeOf(weights.slice(1))
  if (/Gemm|MatMul/.test(operator)) return firstShape(inputs[0]).at(-1) ?? 0
  return 0
}

function firstShape(shape: Record<string, number[]> | undefined): number[] {
  return Object.values(shape ?? {})[0] ?? []
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, side) => size * side, 1)
}
