import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import Type from 'typebox'
import Value from 'typebox/value'
import { root } from '../places.ts'
import { databaseRoles } from '@mooddj/setup/roles'
import { PlainError } from '../plain-error.ts'

const Journal = Type.Object({ entries: Type.Array(Type.Object({ tag: Type.String() })) })

/** What dj asks of the database that it copies, or puts a copy into. */
export interface Database {
  /** As the server calls it, such as `17.6`, and its major part. */
  readonly version: string
  readonly major: number
  /** Bytes of all that the services keep, indexes left out. */
  size(): Promise<number>
  /** SHA-256 of each migration that a service's schema has, in their order; empty where there is no schema yet. */
  migrations(): Promise<Record<string, string[]>>
  /** The first table that holds something; undefined when all are empty. */
  firstFilledTable(): Promise<string | undefined>
  /** The services that are connected now. */
  connectedServices(): Promise<string[]>
  /** The services that have no role here. */
  missingRoles(): Promise<string[]>
  /** Every tombstone: which accounts are gone, and since when (ISO 8601). */
  deletedAccounts(): Promise<{ accountId: string; deletedAt: string }[]>
  /**
   * Does a task as a member of every service's role. An owner who is no superuser sees nothing of the services' schemas otherwise; what it was
   * no member of before, it is none of afterwards.
   */
  asMember<Result>(task: () => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Opens the database behind a URL. Throws a PlainError when it does not let dj in. */
export async function openDatabase(databaseUrl: string): Promise<Database> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const { host } = new URL(databaseUrl)
    throw new PlainError(
      `PostgreSQL at ${host} does not let dj in (${reason}): check the address and the role.`,
      {
        cause,
      },
    )
  }
  const ask = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await client.query<Row>(text, values)).rows
  const tables = () =>
    ask<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname = any($1) and tablename <> 'migrations' order by 1`,
      [databaseRoles],
    )
  const isThere = async (table: string) =>
    (await ask<{ found: boolean }>('select to_regclass($1) is not null as found', [table]))[0]?.found === true
  const [server] = await ask<{ server_version: string }>('show server_version')
  const version = server?.server_version.split(' ')[0] ?? ''
  return {
    version,
    major: Number.parseInt(version, 10),
    async size() {
      const text = `select coalesce(sum(pg_table_size(c.oid)), 0)::float8 as bytes from pg_class c
        join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and c.relkind = 'r'`
      return (await ask<{ bytes: number }>(text, [databaseRoles]))[0]?.bytes ?? 0
    },
    async migrations() {
      const known: Record<string, string[]> = {}
      for (const role of databaseRoles) {
        const table = `${role}.migrations`
        const rows = (await isThere(table))
          ? await ask<{ hash: string }>(`select hash from ${table} order by id`)
          : []
        known[role] = rows.map(({ hash }) => hash)
      }
      return known
    },
    async firstFilledTable() {
      for (const { name } of await tables())
        if ((await ask(`select from ${name} limit 1`)).length > 0) return name
      return undefined
    },
    async connectedServices() {
      const text = `select distinct usename as name from pg_stat_activity
        where datname = current_database() and usename = any($1) order by 1`
      return (await ask<{ name: string }>(text, [databaseRoles])).map(({ name }) => name)
    },
    async missingRoles() {
      const rows = await ask<{ name: string }>(
        'select rolname as name from pg_roles where rolname = any($1)',
        [databaseRoles],
      )
      return databaseRoles.filter((role) => !rows.some(({ name }) => name === role))
    },
    async deletedAccounts() {
      if (!(await isThere('auth.deleted_accounts'))) return []
      const rows = await ask<{ id: string; at: Date }>(
        'select account_id as id, deleted_at as at from auth.deleted_accounts order by 1',
      )
      return rows.map(({ id, at }) => ({ accountId: id, deletedAt: at.toISOString() }))
    },
    async asMember(task) {
      const rows = await ask<{ name: string }>(
        `select rolname as name from pg_roles where rolname = any($1) and not pg_has_role(oid, 'usage')`,
        [databaseRoles],
      )
      for (const { name } of rows) await ask(`grant ${name} to current_user`)
      try {
        return await task()
      } finally {
        for (const { name } of rows) await ask(`revoke ${name} from current_user`)
      }
    },
    close: () => client.end(),
  }
}

/** SHA-256 of each migration that this checkout has, by service, as `migrations` tables name them. */
export function ownMigrations(): Record<string, string[]> {
  const hashesOf = (role: string) => {
    const folder = join(root, 'services', role, 'migrations')
    const journal = Value.Parse(Journal, JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')))
    return journal.entries.map(({ tag }) =>
      createHash('sha256')
        .update(readFileSync(join(folder, `${tag}.sql`)))
        .digest('hex'),
    )
  }
  return Object.fromEntries(databaseRoles.map((role) => [role, hashesOf(role)]))
}
