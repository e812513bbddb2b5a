import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFrameDecoder } from '@mooddj/inference/frame-decoder'
import type { DetectEntry, EmotionEntry } from '@mooddj/inference/manifest'
import { openModel } from '@mooddj/inference/model-session'
import type { Contender } from './contender.ts'
import { type Convolutions, writeConvolutions } from './onnx-convolutions.ts'

/** Sizes at which int8 convolutions run best somewhere: the best of them on this machine is what a network is measured by. */
export const CONVOLUTIONS: readonly Convolutions[] = [
  { channels: 256, side: 28, kernel: 3, layers: 3 },
  { channels: 128, side: 56, kernel: 3, layers: 3 },
  { channels: 512, side: 28, kernel: 1, layers: 8 },
]

/** Decoding alone, without colours, as for a look. */
export function openDecoding(frames: readonly Uint8Array[]): Contender {
  const decoder = createFrameDecoder()
  return {
    async step() {
      for (const jpeg of frames) await decoder.open(jpeg).gray()
      return frames.length
    },
  }
}

/** Runs of a bare network that count as one step, so that the clock costs nothing. */
const RUNS = 4

/** One of our networks alone, without what fills its input and reads its outputs. */
export async function openBareNetwork(
  root: string,
  entry: DetectEntry | EmotionEntry,
  runs = RUNS,
): Promise<Contender> {
  const model = await openModel(root, entry)
  // Zeros would not tell what a picture costs.
  for (let at = 0; at < model.input.length; at++) model.input[at] = ((at * 31) % 200) / 100 - 1
  return {
    async step() {
      for (let run = 0; run < runs; run++) await model.run()
      return runs
    },
  }
}

/** Large int8 convolutions by the same runtime with the same settings. */
export async function openConvolutions(shape: Convolutions): Promise<Contender> {
  const root = await mkdtemp(join(tmpdir(), 'mooddj-convolutions-'))
  const file = 'convolutions.onnx'
  await writeFile(join(root, file), writeConvolutions(shape))
  const { channels, side } = shape
  try {
    return await openBareNetwork(root, entryOf(file, [1, channels, side, side]), 1)
  } finally {
    await rm(root, { recursive: true })
  }
}

/** What a manifest would say of the convolutions. */
function entryOf(file: string, shape: number[]): DetectEntry {
  return {
    name: 'convolutions',
    task: 'detect',
    precision: 'int8',
    file,
    source: 'packages/evaluation',
    sha256: '0'.repeat(64),
    license: 'Apache-2.0',
    madeBy: 'dj bench frame',
    input: { name: 'pixels', shape, layout: 'NCHW', color: 'rgb', mean: [0], std: [1] },
    output: { names: ['out'], kind: 'logits' },
  }
}
