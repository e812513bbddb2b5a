import { type ParseArgsConfig, parseArgs } from 'node:util'
import { PlainError } from './plain-error.ts'

/** Parses a command's arguments; what it does not know becomes one plain sentence. */
export function parseOptions<Config extends ParseArgsConfig>(config: Config) {
  try {
    return parseArgs(config)
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : String(cause)
    throw new PlainError(`${reason}: see ./dj help.`, { cause })
  }
}
