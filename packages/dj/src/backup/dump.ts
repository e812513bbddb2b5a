import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { databaseRoles } from '@mooddj/setup/roles'
import { PlainError } from '../plain-error.ts'
import { type PostgresTools, postgresEnvironment } from './postgres-tools.ts'

interface Work {
  readonly databaseUrl: string
  readonly tools: PostgresTools
  readonly file: string
  readonly signal: AbortSignal
}

/** Writes the services' schemas with all that they hold into a file (pg_dump's custom format), as they are at one moment. */
export async function dumpDatabase(work: Work): Promise<void> {
  const schemas = databaseRoles.map((role) => `--schema=${role}`)
  const options = ['--format=custom', '--no-password', '--lock-wait-timeout=60000', `--file=${work.file}`]
  const { ended } = start(work, 'pg_dump', [...schemas, ...options], ['ignore', 'ignore', 'pipe'])
  await ended
}

/**
 * Puts such a file in place of what the services' schemas hold, and runs `more` SQL after it, all in one transaction. Before the commit
 * `between` is awaited; when it, or anything else, fails, the database is as it was.
 */
export async function restoreDump(
  work: Work,
  { more, between }: { more: string; between: () => Promise<void> },
): Promise<void> {
  const list = await listContents(work)
  const options = ['--no-psqlrc', '--quiet', '--no-align', '--tuples-only', '--no-password']
  const psql = start(work, 'psql', [...options, '--set=ON_ERROR_STOP=1'], ['pipe', 'pipe', 'pipe'])
  const { stdin, stdout } = psql.child
  if (stdin === null || stdout === null) throw new Error('psql was started without pipes')
  // What psql refuses is told by its end.
  stdin.on('error', () => undefined)
  const applied = Promise.withResolvers<void>()
  const mark = 'everything-is-applied'
  let heard = ''
  stdout.setEncoding('utf8').on('data', (text: string) => {
    heard = (heard + text).slice(-1000)
    if (heard.includes(mark)) applied.resolve()
  })
  stdin.write('begin;\nset local client_min_messages = warning;\n')
  for (const role of databaseRoles)
    stdin.write(`drop schema if exists ${role} cascade;\ncreate schema ${role} authorization ${role};\n`)
  const contents = ['--file=-', `--use-list=${list}`, work.file]
  const restore = start(work, 'pg_restore', contents, ['ignore', 'pipe', 'pipe'])
  if (restore.child.stdout === null) throw new Error('pg_restore was started without a pipe')
  try {
    await Promise.race([
      Promise.all([pipeline(restore.child.stdout, stdin, { end: false }), restore.ended]),
      psql.ended.then(endedEarly),
    ])
    stdin.write(`${more}\nselect '${mark}';\n`)
    await Promise.race([applied.promise, psql.ended.then(endedEarly)])
    await between()
    stdin.end('commit;\n')
    await psql.ended
  } catch (error) {
    // Its own words say more than that its pipe broke.
    restore.child.kill()
    psql.child.kill()
    await restore.ended.catch(() => undefined)
    await psql.ended.catch((cause: unknown) => {
      if (cause instanceof PlainError && !cause.message.includes('SIGTERM')) throw cause
    })
    throw error
  }
}

/**
 * Writes the dump's table of contents into a file, the schemas themselves left out: an owner who is no superuser may make a schema that is a
 * role's, and may not give one away.
 */
async function listContents(work: Work): Promise<string> {
  const { child, ended } = start(work, 'pg_restore', ['--list', work.file], ['ignore', 'pipe', 'pipe'])
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (more: string) => {
    text += more
  })
  await ended
  const list = `${work.file}.list`
  const lines = text.split('\n').filter((line) => !/^\d+; \d+ \d+ SCHEMA - /.test(line))
  await writeFile(list, lines.join('\n'), { mode: 0o600 })
  return list
}

function endedEarly(): never {
  throw new PlainError('psql ended before everything was restored: try again.')
}

/** Starts one of PostgreSQL's programs. `ended` rejects with a PlainError of its last words unless it ends well. */
function start(
  { databaseUrl, tools, signal }: Work,
  name: string,
  args: readonly string[],
  stdio: ('ignore' | 'pipe')[],
) {
  const child = spawn(join(tools.folder, name), args, {
    env: { ...process.env, LC_ALL: 'C', ...tools.env, ...postgresEnvironment(databaseUrl) },
    stdio,
    signal,
  })
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4000)
  })
  const end = async () => {
    const [code, by] = await once(child, 'close')
    if (code === 0) return
    const lines = words.trim().split('\n')
    const reason = lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? ''
    throw new PlainError(`${name} failed (${code === null ? by : `exit code ${code}`}): ${reason.trim()}`)
  }
  const ended = end()
  // Whoever awaits it hears of it; until then it is not unhandled.
  ended.catch(() => undefined)
  return { child, ended }
}
