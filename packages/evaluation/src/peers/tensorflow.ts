import { createRequire, registerHooks } from 'node:module'
import { dirname, sep } from 'node:path'
import type { Tensor } from '@tensorflow/tfjs-core'

/** What is used of TensorFlow.js. */
export interface Tensorflow {
  core: typeof import('@tensorflow/tfjs-core')
  converter: typeof import('@tensorflow/tfjs-converter')
}

const require = createRequire(import.meta.url)

/** What face-api asks for is the whole of TensorFlow.js, though it needs its core only; neither is among its dependencies. */
const SUPPLIED: ReadonlyMap<string, string> = new Map([
  ['@tensorflow/tfjs', '@tensorflow/tfjs-core'],
  ['@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-wasm'],
])

/** TensorFlow.js on WebAssembly with SIMD, on one thread: the fastest back end that installs without fetching more (decision 009). */
export async function openTensorflow(): Promise<Tensorflow> {
  registerHooks({
    resolve(name, context, next) {
      const supplied = context.parentURL?.includes('/face-api/') ? SUPPLIED.get(name) : undefined
      return supplied === undefined
        ? next(name, context)
        : next(supplied, { ...context, parentURL: import.meta.url })
    },
  })
  const core = await import('@tensorflow/tfjs-core')
  const converter = await import('@tensorflow/tfjs-converter')
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep)
  if (!(await core.setBackend('wasm'))) throw new Error('the WebAssembly back end does not start')
  addMethods(core)
  return { core, converter }
}

/** The methods on tensors that face-api uses and the core leaves to the whole package. */
function addMethods({ Tensor: { prototype }, reshape, div, sub }: Tensorflow['core']): void {
  Object.assign(prototype, {
    as2D(this: Tensor, ...shape: number[]) {
      return reshape(this, shape)
    },
    as3D(this: Tensor, ...shape: number[]) {
      return reshape(this, shape)
    },
    as4D(this: Tensor, ...shape: number[]) {
      return reshape(this, shape)
    },
    div(this: Tensor, other: Tensor | number) {
      return div(this, other)
    },
    sub(this: Tensor, other: Tensor | number) {
      return sub(this, other)
    },
  })
}

/** What face-api's detectors call on tensors besides. */
const METHODS = [
  'add',
  'cast',
  'concat',
  'exp',
  'expandDims',
  'mul',
  'pad',
  'relu',
  'reshape',
  'sigmoid',
  'slice',
  'softmax',
  'squeeze',
  'stack',
  'transpose',
  'unstack',
] as const

/** The methods on tensors that face-api's detectors use; its expression network does without them. */
export function addDetectorMethods(core: Tensorflow['core']): void {
  const { prototype } = core.Tensor
  for (const name of METHODS) {
    const operation = core[name]
    Object.assign(prototype, {
      [name](this: Tensor, ...more: unknown[]) {
        return Reflect.apply(operation, undefined, [this, ...more])
      },
    })
  }
  Object.assign(prototype, {
    as1D(this: Tensor) {
      return core.reshape(this, [this.size])
    },
    toInt(this: Tensor) {
      return core.cast(this, 'int32')
    },
  })
}
