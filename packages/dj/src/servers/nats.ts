import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Program } from '../program.ts'
import { converse } from './converse.ts'
import type { ServerProgram } from './server-programs.ts'
import { writeSecret } from './write-secret.ts'

/** What a NATS server is set up with. */
export interface NatsSetup {
  readonly program: ServerProgram
  /** Folder for its streams and configuration. */
  readonly folder: string
  readonly port: number
  /** Who may do what: the text of its `users.conf`. */
  readonly users: string
  /** A URL with the name and password of one of them. */
  readonly probeUrl: string
}

/** Writes the configuration of a NATS on loopback that lets these users in and keeps JetStream's streams in files. */
export function prepareNats({ program, folder, port, users, probeUrl }: NatsSetup): Program {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const config = join(folder, 'nats.conf')
  const text = `listen: "127.0.0.1:${port}"
server_name: "mooddj"
max_payload: 2097152
jetstream { store_dir: ${JSON.stringify(folder)}, max_memory_store: 67108864, max_file_store: 4294967296 }
include "users.conf"
`
  writeSecret(join(folder, 'users.conf'), users)
  writeSecret(config, text)
  const { username, password } = new URL(probeUrl)
  const connect = JSON.stringify({
    user: username,
    pass: password,
    verbose: false,
    pedantic: false,
    lang: 'dj',
    version: '1',
  })
  return {
    name: 'nats',
    command: program.file,
    args: ['--config', config],
    cwd: folder,
    env: { ...process.env, ...program.env },
    stopSignal: 'SIGTERM',
    isReady: () => converse(port, `CONNECT ${connect}\r\nPING\r\n`, /PONG\r\n/),
  }
}
