import type { MessagePort } from 'node:worker_threads'
import type { BatchAnswer } from './batch-worker.ts'
import type { EmotionEntry } from './manifest.ts'
import type { Model } from './model-session.ts'

/** The thread that runs the networks has ended: who asked it must end too, and is started anew with another one. */
export class LineClosed extends Error {
  override name = 'LineClosed'

  constructor() {
    super('the thread that runs the networks has ended')
  }
}

/** A network that another thread runs. One face is on its way at a time, as everywhere in a reading thread. Throws {@link LineClosed}. */
export function createRemoteModel(port: MessagePort, entry: EmotionEntry): Model {
  const input = new Float32Array(entry.input.shape.reduce((size, side) => size * side, 1))
  let isOpen = true
  let settle: ((answer: BatchAnswer | undefined) => void) | undefined
  port.once('close', () => {
    isOpen = false
    settle?.(undefined)
  })
  return {
    input,
    async run() {
      if (!isOpen) throw new LineClosed()
      const { promise, resolve } = Promise.withResolvers<BatchAnswer | undefined>()
      settle = resolve
      port.once('message', resolve)
      port.postMessage(input)
      const answer = await promise
      if (!answer) throw new LineClosed()
      if ('reason' in answer) throw new Error(answer.reason)
      return [answer.outputs]
    },
  }
}
