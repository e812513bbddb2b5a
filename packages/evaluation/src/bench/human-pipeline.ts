import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire, registerHooks } from 'node:module'
import { basename, dirname, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config, Human } from '@vladmandic/human'
import type { Tensorflow } from '../peers/tensorflow.ts'
import type { Look } from './peer-frames.ts'

const require = createRequire(import.meta.url)
const OFF = { enabled: false }

/**
 * Human as those set it up who want a mood and nothing else: its detector and its emotion network in every frame, without the cache that
 * answers with an old result, one model after the other.
 * @param extent `face` leaves its whole face module on, as it comes: mesh, iris and description besides
 */
export async function openHumanPipeline({ core }: Tensorflow, extent: 'mood' | 'face'): Promise<Look> {
  const besides = { enabled: extent === 'face' }
  const models = await serveModels()
  try {
    const human = await createHuman({
      backend: 'wasm',
      wasmPath: dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep,
      modelBasePath: models.url,
      async: false,
      warmup: 'none',
      cacheSensitivity: 0,
      filter: OFF,
      gesture: OFF,
      body: OFF,
      hand: OFF,
      object: OFF,
      segmentation: OFF,
      face: {
        enabled: true,
        detector: { rotation: false },
        mesh: besides,
        iris: besides,
        description: besides,
        emotion: { enabled: true },
        attention: OFF,
        antispoof: OFF,
        liveness: OFF,
      },
    })
    await human.load()
    if (core.getBackend() !== 'wasm') throw new Error('Human left the WebAssembly back end')
    return async (picture) => {
      const { face, error } = await human.detect(picture)
      if (error) throw new Error(`Human answers ${error}`)
      return face.filter(({ emotion }) => (emotion ?? []).length > 0).length
    }
  } finally {
    models.close()
  }
}

/** The library's build for WebAssembly on a server; its package leads Node to the one for TensorFlow's own library. */
async function createHuman(config: Partial<Config>): Promise<Human> {
  const build = pathToFileURL(join(dirname(require.resolve('@vladmandic/human')), 'human.node-wasm.js')).href
  const hooks = registerHooks({
    resolve: (name, context, next) => next(name === '@vladmandic/human' ? build : name, context),
  })
  const library = await import('@vladmandic/human')
  hooks.deregister()
  return new library.Human(config)
}

/** The library fetches its models by HTTP only: from this machine to itself, while it loads them. */
async function serveModels(): Promise<{ url: string; close(): void }> {
  const folder = join(dirname(require.resolve('@vladmandic/human')), '../models')
  const server = createServer((request, response) => {
    const file = join(folder, basename(request.url ?? ''))
    readFile(file).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the models have no address')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
