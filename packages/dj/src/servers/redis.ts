import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Program } from '../program.ts'
import { converse } from './converse.ts'
import type { ServerProgram } from './server-programs.ts'
import { writeSecret } from './write-secret.ts'

/** What a Redis server is set up with. */
export interface RedisSetup {
  readonly program: ServerProgram
  /** Folder for its data and configuration. */
  readonly folder: string
  readonly port: number
  /** Who may do what: the text of its `users.acl`, with the user `health`. */
  readonly users: string
}

/** Writes the configuration of a Redis on loopback that lets these users in and keeps an append-only file. */
export function prepareRedis({ program, folder, port, users }: RedisSetup): Program {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const config = join(folder, 'redis.conf')
  const aclFile = join(folder, 'users.acl')
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir "${folder}"`,
    `aclfile "${aclFile}"`,
    'appendonly yes',
    'save ""',
    'daemonize no',
    // Redis on a loaded machine keeps its word first: a full memory is an error, never a lost key.
    'maxmemory 256mb',
    'maxmemory-policy noeviction',
  ]
  writeSecret(aclFile, users)
  writeSecret(config, `${lines.join('\n')}\n`)
  return {
    name: 'redis',
    command: program.file,
    args: [config],
    cwd: folder,
    env: { ...process.env, ...program.env },
    stopSignal: 'SIGTERM',
    isReady: () => converse(port, 'AUTH health health\r\nPING\r\n', /\+PONG/),
  }
}
