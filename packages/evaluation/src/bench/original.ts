import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findTrainingPython } from '@mooddj/dj/training/environment'
import { createParser } from '@mooddj/shared/codec'
import { Type } from 'typebox'
import type { Contender } from './contender.ts'

const answers = createParser(Type.Object({ cpuMs: Type.Number(), faces: Type.Integer() }))

/**
 * The way this project began: OpenCV's Haar cascade and a PyTorch network, one thread each, in a Python of its own that has both. Throws
 * the reason where there is none.
 */
export async function openOriginal(frames: readonly Uint8Array[]): Promise<Contender> {
  const python = findTrainingPython()
  if (python === undefined)
    throw new Error('no Python with OpenCV and PyTorch: ./dj models train makes one, MOODDJ_PYTHON names one')
  const child = spawn(python, [join(import.meta.dirname, 'haar_pytorch.py')], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async (question: unknown) => {
    child.stdin.write(`${JSON.stringify(question)}\n`)
    const { value, done } = await lines.next()
    if (done) throw new Error('Python ended')
    return value
  }
  child.stdin.on('error', () => {})
  const ready = await ask(frames.map((jpeg) => Buffer.from(jpeg).toString('base64')))
  if (ready !== 'ready') {
    child.stdin.end()
    throw new Error(ready)
  }
  const exited = once(child, 'exit')
  let spentMs = 0
  return {
    async step() {
      const { cpuMs, faces } = answers.parseText(await ask(frames.length))
      if (faces < frames.length / 2) throw new Error('the Haar cascade does not see the face it is shown')
      spentMs = cpuMs
      return frames.length
    },
    cpuMs: async () => spentMs,
    async close() {
      child.stdin.end()
      await exited
    },
  }
}
