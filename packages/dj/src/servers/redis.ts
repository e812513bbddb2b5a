import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Program } from '../program.ts'
import { converse } from './converse.ts'
import { writeSecret } from './credentials.ts'
import type { ServerProgram } from './server-programs.ts'

/** What a Redis server is set up with. */
export interface RedisSetup {
  readonly program: ServerProgram
  /** Folder for its data and configuration. */
  readonly folder: string
  readonly port: number
  readonly password: string
}

/** Writes the configuration of a Redis on loopback that asks for a password and keeps an append-only file. */
export function prepareRedis({ program, folder, port, password }: RedisSetup): Program {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const config = join(folder, 'redis.conf')
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir "${folder}"`,
    `requirepass ${password}`,
    'appendonly yes',
    'save ""',
    'daemonize no',
    // Redis on a loaded machine keeps its word first: a full memory is an error, never a lost key.
    'maxmemory 256mb',
    'maxmemory-policy noeviction',
  ]
  writeSecret(config, `${lines.join('\n')}\n`)
  return {
    name: 'redis',
    command: program.file,
    args: [config],
    cwd: folder,
    env: { ...process.env, ...program.env },
    stopSignal: 'SIGTERM',
    isReady: () => converse(port, `AUTH ${password}\r\nPING\r\n`, /\+PONG/),
  }
}

/** Where a client reaches it. */
export function redisUrl({ port, password }: Pick<RedisSetup, 'port' | 'password'>): string {
  return `redis://:${password}@127.0.0.1:${port}`
}
