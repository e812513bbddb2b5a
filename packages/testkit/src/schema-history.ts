import { createHash } from 'node:crypto'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitUntil } from '@mooddj/dj/wait'
import pg from 'pg'
import Type from 'typebox'
import Value from 'typebox/value'

const Journal = Type.Object({
  entries: Type.Array(Type.Object({ tag: Type.String(), when: Type.Integer(), breakpoints: Type.Boolean() })),
})

/** A service's schema as it was after each of its migrations. */
export interface SchemaHistory {
  /** Every migration's name, in order. */
  readonly migrations: readonly string[]
  /** Migrations that are not what the committed sums say, or that those do not know. */
  readonly changed: readonly string[]
  /** A folder with the first `count` migrations alone. */
  upTo(count: number): string
  /** Removes the schema with all that is in it and makes it anew, empty, as whoever owns the database does. */
  clear(): Promise<void>
  /** Every column, constraint and index of the schema, one a line: two schemas are the same when these are. */
  describe(): Promise<string[]>
  /** Runs SQL as the service's own role. */
  sql(text: string): Promise<pg.QueryResult<Record<string, unknown>>>
  /** Whether every event that waits to be told is told within ten seconds. */
  outboxEmpties(): Promise<boolean>
  close(): Promise<void>
}

/** Opens the history of the migrations in a folder, in a database whose superuser and service the URLs name. */
export async function openSchemaHistory(
  folder: string,
  { schema, owner, superuser }: { schema: string; owner: string; superuser: string },
): Promise<SchemaHistory> {
  const journal = Value.Parse(Journal, JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')))
  const migrations = journal.entries.map(({ tag }) => tag)
  const copies = mkdtempSync(join(tmpdir(), 'mooddj-schema-'))
  const own = new pg.Pool({ connectionString: owner, max: 1 })
  const any = new pg.Pool({ connectionString: superuser, max: 1 })
  for (const pool of [own, any]) pool.on('error', () => undefined)
  return {
    migrations,
    changed: findChanged(folder),
    upTo(count) {
      const copy = join(copies, String(count))
      mkdirSync(join(copy, 'meta'), { recursive: true })
      const entries = journal.entries.slice(0, count)
      for (const { tag } of entries) copyFileSync(join(folder, `${tag}.sql`), join(copy, `${tag}.sql`))
      writeFileSync(join(copy, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }))
      return copy
    },
    async clear() {
      const name = pg.escapeIdentifier(schema)
      const user = pg.escapeIdentifier(decodeURIComponent(new URL(owner).username))
      await any.query(`drop schema if exists ${name} cascade; create schema ${name} authorization ${user}`)
    },
    async describe() {
      const { rows } = await any.query<{ line: string }>(DESCRIPTION, [schema])
      return rows.map(({ line }) => line)
    },
    sql: (text) => own.query<Record<string, unknown>>(text),
    outboxEmpties: () =>
      waitUntil(
        async () => (await own.query(`select from ${pg.escapeIdentifier(schema)}.outbox`)).rowCount === 0,
        10_000,
      ),
    async close() {
      await Promise.all([own.end(), any.end()])
      rmSync(copies, { recursive: true, force: true })
    },
  }
}

/** `SHA256SUMS` beside the migrations is what `sha256sum *.sql` said of them when they were committed. */
function findChanged(folder: string): string[] {
  const listed = new Map(
    readFileSync(join(folder, 'SHA256SUMS'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => {
        const [sum = '', name = ''] = line.split(/ [ *]/)
        return [name, sum]
      }),
  )
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const sumOf = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
  const changed = files.filter((name) => listed.get(name) !== sumOf(name))
  return [...changed, ...[...listed.keys()].filter((name) => !files.includes(name))]
}

const DESCRIPTION = `
  select format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then 'not null' else 'null' end, pg_get_expr(d.adbin, d.adrelid)) as line
  from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.relnamespace = $1::text::regnamespace and a.attnum > 0 and not a.attisdropped
  union all
  select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  from pg_constraint where connamespace = $1::text::regnamespace
  union all
  select 'index ' || indexdef from pg_indexes where schemaname = $1::text
  order by line`
