import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { commands, describeCommands } from './commands.ts'
import { PlainError } from './plain-error.ts'
import { root } from './places.ts'

const [name = 'help', ...args] = process.argv.slice(2)
const settings = join(root, '.env')
if (existsSync(settings)) process.loadEnvFile(settings)

const command = commands.get(name)
if (command === undefined) {
  const isHelp = ['help', '--help', '-h'].includes(name)
  if (!isHelp) console.error(`dj: there is no command ${name}.`)
  console.log(describeCommands())
  process.exitCode = isHelp ? 0 : 2
} else {
  try {
    const { run } = await command.load()
    process.exitCode = await run(args)
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    console.error(`dj: ${error.message}`)
    // A detached start writes to its log; the dj that waits for it tells the person.
    if (process.connected) process.send?.({ line: `dj: ${error.message}` })
    process.exitCode = 1
  }
}
