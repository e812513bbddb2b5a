import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { UndecodableError } from '@mooddj/shared/codec'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { fillBlocks } from '../src/block-channels.ts'
import { REPOSITORY_ROOT, readManifest } from '../src/manifest.ts'
import { onnxCodec } from '../src/onnx-model.ts'

const require = createRequire(import.meta.url)

/** The detectors as their package brings them. */
async function packagedDetectors() {
  const { models } = await readManifest(REPOSITORY_ROOT)
  return Promise.all(
    models
      .filter(({ task }) => task === 'detect')
      .map(async ({ name, source, input, output }) => {
        const [, packageName, path] = /^npm:(@?[^@]+)@[^/]+\/(.+)$/.exec(source) ?? []
        const file = await readFile(require.resolve(`${packageName}/${path}`))
        return { name, file, input, output }
      }),
  )
}

const run = async (file: Uint8Array, name: string, values: Float32Array, shape: number[]) => {
  const session = await InferenceSession.create(file, { logSeverityLevel: 3, intraOpNumThreads: 1 })
  const results = await session.run({ [name]: new Tensor('float32', values, shape) })
  await session.release()
  return new Map(
    Object.entries(results).map(([output, { data }]) => [
      output,
      data instanceof Float32Array ? data : undefined,
    ]),
  )
}

test('a detector with its channels in whole blocks gives what the packaged one gives', async () => {
  const detectors = await packagedDetectors()
  assert.equal(detectors.length, 2)
  for (const { name, file, input, output } of detectors) {
    const [, channels = 0, height = 0, width = 0] = input.shape
    const planes = Float32Array.from(
      { length: channels * height * width },
      (_, at) => Math.sin(at * 0.37) ** 3,
    )
    const pixels = Float32Array.from(
      planes,
      (_, at) => planes[(at % channels) * height * width + Math.floor(at / channels)] ?? 0,
    )
    const packaged = await run(file, input.name, pixels, [1, height, width, channels])
    const filled = await run(
      onnxCodec.encode(fillBlocks(onnxCodec.decode(file))),
      input.name,
      planes,
      input.shape,
    )
    for (const title of output.names) {
      const [theirs, ours] = [packaged.get(title), filled.get(title)]
      assert.ok(theirs && ours && theirs.length === ours.length, `${name} ${title}`)
      const largest = Math.max(...theirs.map(Math.abs))
      const apart = Math.max(...theirs.map((value, at) => Math.abs(value - (ours[at] ?? Number.NaN))))
      assert.ok(largest > 1 && apart < 1e-5 * largest, `${name} ${title}: ${apart} of ${largest}`)
    }
  }
})

test('what is no ONNX file, or another network than BlazeFace, is refused by name', async () => {
  assert.throws(() => onnxCodec.decode(new TextEncoder().encode('no network')), UndecodableError)
  assert.throws(() => onnxCodec.decode(new Uint8Array()), UndecodableError)
  const [detector] = await packagedDetectors()
  assert.ok(detector)
  const model = onnxCodec.decode(detector.file)
  const [first, ...others] = model.graph.node
  assert.ok(first)
  const strange = {
    ...model,
    graph: { ...model.graph, node: [first, { ...first, opType: 'Sigmoid', output: ['x'] }, ...others] },
  }
  assert.throws(() => fillBlocks(strange), /no operator Sigmoid/)
  assert.throws(() => fillBlocks({ ...model, graph: { ...model.graph, initializer: [] } }), UndecodableError)
})
