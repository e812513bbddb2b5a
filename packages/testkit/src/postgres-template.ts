import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withLock } from '@mooddj/dj/lock'
import { freePort } from '@mooddj/dj/ports'
import { type PostgresSetup, preparePostgres } from '@mooddj/dj/servers/postgres'
import { ensureDatabase } from '@mooddj/setup/postgres-roles'
import type { DatabasePasswords } from '@mooddj/setup/roles'
import { reachedAt } from '@mooddj/setup/secret-url'
import { startTestServer } from './test-server.ts'

const run = promisify(execFile)

interface Template extends Pick<PostgresSetup, 'program' | 'user'> {
  /** Where what is made once for this machine is kept. */
  readonly home: string
  readonly passwords: DatabasePasswords
  /** The owner's URL, at any address. */
  readonly postgresUrl: string
}

/**
 * Copies PostgreSQL data with the database, roles and schemas in place to `folder`. Making such data takes seconds, copying them a fraction:
 * they are made once for this machine and these passwords, and kept until what sets them up changes.
 */
export async function copyPostgresTemplate(template: Template, folder: string): Promise<void> {
  const { home, program, passwords } = template
  const rules = readFileSync(fileURLToPath(import.meta.resolve('@mooddj/setup/postgres-roles')))
  const state = createHash('sha256')
    .update(rules)
    .update(JSON.stringify(passwords))
    .digest('hex')
    .slice(0, 16)
  const kept = join(home, `postgres-${program.version}-${state}`)
  await withLock(join(home, 'lock'), async () => {
    if (!existsSync(kept)) await makeTemplate(template, kept)
  })
  await run('cp', ['--archive', '--reflink=auto', kept, folder])
}

async function makeTemplate(
  { program, user, passwords, postgresUrl }: Template,
  kept: string,
): Promise<void> {
  const folder = `${kept}.new`
  const port = await freePort()
  const { postgres: password } = passwords
  const prepared = await preparePostgres({ program, user, folder, port, password, durable: false })
  const server = await startTestServer(prepared, port, `${kept}.log`)
  await ensureDatabase({ url: reachedAt(postgresUrl, `127.0.0.1:${port}`), passwords })
  await server.stop()
  renameSync(folder, kept)
}
