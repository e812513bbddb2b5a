import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { withLock } from '@mooddj/dj/lock'
import { freePort } from '@mooddj/dj/ports'
import { type Credentials, readCredentials } from '@mooddj/dj/servers/credentials'
import { type PostgresSetup, ensureDatabase, preparePostgres } from '@mooddj/dj/servers/postgres'
import { startTestServer } from './test-server.ts'

const run = promisify(execFile)

interface Template extends Pick<PostgresSetup, 'program' | 'user'> {
  readonly base: string
}

/**
 * Copies PostgreSQL data with the database, roles and schemas in place to `folder` and gives the roles' passwords.
 * Making such data takes seconds, copying them a fraction: they are made once for this machine and kept.
 */
export async function copyPostgresTemplate(
  template: Template,
  folder: string,
): Promise<Credentials['postgres']> {
  const home = join(template.base, 'test')
  mkdirSync(home, { recursive: true })
  const kept = join(home, `postgres-${template.program.version}`)
  const credentials = await withLock(join(home, 'lock'), async () => {
    const passwords = readCredentials(join(home, 'credentials.json')).postgres
    if (!existsSync(kept)) await makeTemplate(template, kept, passwords)
    return passwords
  })
  await run('cp', ['--archive', '--reflink=auto', kept, folder])
  return credentials
}

async function makeTemplate(
  { program, user }: Template,
  kept: string,
  passwords: Credentials['postgres'],
): Promise<void> {
  const folder = `${kept}.new`
  const port = await freePort()
  const prepared = await preparePostgres({ program, user, folder, port, passwords, durable: false })
  const server = await startTestServer(prepared, port, `${kept}.log`)
  await ensureDatabase({ port, passwords })
  await server.stop()
  renameSync(folder, kept)
}
