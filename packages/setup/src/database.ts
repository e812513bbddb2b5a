import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { awaitDatabase } from './await-database.ts'
import { PlainError } from './plain-error.ts'
import { ensureDatabase } from './postgres-roles.ts'
import { type DatabaseRole, databaseName, databaseRoles } from './roles.ts'
import { runProgram } from './run-program.ts'

/**
 * `node src/database.ts [folder]`: makes the database with a role and a schema for each service. The folder (/run/mooddj) holds the roles'
 * passwords; the owner's URL is POSTGRES_URL, or in the file that POSTGRES_URL_FILE names, or in the folder's `postgres-url`.
 */
await runProgram(async () => {
  const folder = process.argv[2] ?? '/run/mooddj'
  const { POSTGRES_URL, POSTGRES_URL_FILE = join(folder, 'postgres-url') } = process.env
  const url = POSTGRES_URL || read(POSTGRES_URL_FILE)
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new PlainError(
      'POSTGRES_URL is no URL that begins with postgres://: mend it, special characters in a password as %XX.',
    )
  const passwordOf = (role: DatabaseRole) => read(join(folder, `${role}-password`))
  const passwords = {
    auth: passwordOf('auth'),
    playlist: passwordOf('playlist'),
    snapshot: passwordOf('snapshot'),
  }
  await awaitDatabase(() => ensureDatabase({ url, passwords }))
  return `The database ${databaseName} has the roles and schemas of ${databaseRoles.join(', ')}.`
})

function read(file: string): string {
  try {
    const text = readFileSync(file, 'utf8').trim()
    if (text !== '') return text
  } catch (cause) {
    throw new PlainError(`${file} cannot be read: make the secrets first, and mount their folder here.`, {
      cause,
    })
  }
  throw new PlainError(`${file} is empty: remove it, and make the secrets again.`)
}
