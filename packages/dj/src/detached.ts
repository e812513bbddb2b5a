import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import Type from 'typebox'
import Value from 'typebox/value'
import { openLogFiles } from './log-files.ts'
import { root } from './places.ts'

const Told = Type.Union([Type.Object({ line: Type.String() }), Type.Object({ isReady: Type.Literal(true) })])

/**
 * Starts `dj up` in a session of its own, passes on what it says and returns once it is ready (exit code 0) or has
 * ended (its own code). It writes to `logs/dj.log` and goes on when this process and its terminal are gone.
 */
export async function startDetached(data: string, args: readonly string[]): Promise<number> {
  const rest = args.filter((arg) => arg !== '--detach')
  const child = openLogFiles(join(data, 'logs')).withLog('dj', (log) =>
    spawn(process.execPath, [join(root, 'packages/dj/src/main.ts'), 'up', ...rest], {
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    }),
  )
  const ready = Promise.withResolvers<number>()
  child.on('message', (message) => {
    if (!Value.Check(Told, message)) return
    if ('line' in message) console.log(message.line)
    else ready.resolve(0)
  })
  const giveUp = () => void child.kill('SIGTERM')
  process.once('SIGINT', giveUp)
  process.once('SIGTERM', giveUp)
  const code = await Promise.race([
    ready.promise,
    once(child, 'exit').then(([status]) => (typeof status === 'number' ? status : 1)),
  ])
  if (child.connected) child.disconnect()
  child.unref()
  return code
}
