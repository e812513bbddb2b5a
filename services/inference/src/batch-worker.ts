import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { type BatchLimits, createBatchQueue } from './batch-queue.ts'
import { openBatchRunner } from './model-batch.ts'
import type { EmotionEntry } from './manifest.ts'
import { type Provider, ProviderMissing } from './provider.ts'

/** What the thread that runs batches is started with. */
export interface BatchSetup {
  root: string
  emotion: EmotionEntry
  provider: Provider
  limits: BatchLimits
}

/** What its parent says: here is another thread that has faces, or end. */
export type BatchOrder = { port: MessagePort } | 'stop'

/** What it tells its parent: once whether it is ready, then how many faces each run took. */
export type BatchNews =
  | { kind: 'ready' }
  | { kind: 'missing' }
  | { kind: 'failed'; reason: string }
  | { kind: 'ran'; faces: number }

/** One face's answer: the network's numbers, or why there are none. */
export type BatchAnswer = { outputs: Float32Array } | { reason: string }

async function serve({ root, emotion, provider, limits }: BatchSetup): Promise<void> {
  if (!parentPort) throw new Error('this file runs as a worker')
  const parent = parentPort
  const say = (news: BatchNews) => parent.postMessage(news)
  try {
    const run = await openBatchRunner(root, emotion, provider)
    const ask = createBatchQueue(async (inputs: readonly Float32Array[]) => {
      const outputs = await run(inputs)
      say({ kind: 'ran', faces: inputs.length })
      return outputs
    }, limits)
    const answer = async (port: MessagePort, input: Float32Array) => {
      const said: BatchAnswer = await ask(input).then(
        (outputs) => ({ outputs }),
        (error: unknown) => ({ reason: error instanceof Error ? error.message : String(error) }),
      )
      port.postMessage(said)
    }
    const ports: MessagePort[] = []
    parent.on('message', (order: BatchOrder) => {
      if (order === 'stop') {
        for (const port of ports) port.close()
        parent.close()
        return
      }
      ports.push(order.port)
      order.port.on('message', (input: Float32Array) => void answer(order.port, input))
    })
    say({ kind: 'ready' })
  } catch (error) {
    if (error instanceof ProviderMissing) say({ kind: 'missing' })
    else say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
  }
}

await serve(workerData)
