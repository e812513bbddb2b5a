import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createParser } from '@mooddj/shared/codec'
import { Type } from 'typebox'
import { root } from '../places.ts'
import { PlainError } from '../plain-error.ts'

const times = createParser(Type.Array(Type.Number()))

/** The service's reader in a process of its own, with nothing round it. */
export interface BarePipeline {
  /** Reads one session's frames at this pace; milliseconds of each. */
  read(framesPerSecond: number, seconds: number): Promise<number[]>
  close(): Promise<void>
}

/** Starts it and waits until its networks are warm. Throws {@link PlainError}. */
export async function openBarePipeline(): Promise<BarePipeline> {
  const program = join(root, 'packages', 'evaluation', 'src', 'bench', 'bare-reader.ts')
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new PlainError('The bare pipeline ended: see above why.')
    return value
  }
  await next()
  return {
    async read(framesPerSecond, seconds) {
      child.stdin.write(`${framesPerSecond} ${seconds}\n`)
      return times.parseText(await next())
    },
    async close() {
      child.stdin.end()
      await exited
    },
  }
}
