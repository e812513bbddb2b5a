import { readMigrationFiles } from 'drizzle-orm/migrator'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { isAway } from './away.ts'
import type { DatabaseConfig } from './config.ts'

/** Any number will do, so long as every migration of one database asks for the same. */
const MIGRATION_LOCK = 720_417

/** So long a server or a role that is not there yet is waited for. */
const PATIENCE_MS = 60_000
const AGAIN_MS = 500

type Migration = ReturnType<typeof readMigrationFiles>[number]

/**
 * Brings a service's schema up to date; does nothing when it is. Replicas that start together take turns; a migration is applied whole
 * or not at all.
 * @param folder the migrations written by drizzle-kit
 * @param schema the service's schema, which its role owns
 */
export async function migrateDatabase(
  config: DatabaseConfig,
  { folder, schema }: { folder: string; schema: string },
): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: folder })
  const client = await enter(config, schema)
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const table = `${client.escapeIdentifier(schema)}.migrations`
    await client.query(
      `create table if not exists ${table} (id serial primary key, hash text not null, created_at bigint not null)`,
    )
    const { rows } = await client.query<{ hash: string }>(`select hash from ${table}`)
    const applied = new Set(rows.map(({ hash }) => hash))
    for (const migration of migrations.filter(({ hash }) => !applied.has(hash)))
      await apply(client, migration, { schema, table })
  } finally {
    await client.end()
  }
}

/** Connects once the server is there with the role and its schema: all of them may be made at the same time as this begins. */
async function enter({ DATABASE_URL }: DatabaseConfig, schema: string): Promise<pg.Client> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const client = new pg.Client({ connectionString: DATABASE_URL, connectionTimeoutMillis: 5_000 })
    // What a lost connection says, the query that waits for it says, too.
    client.on('error', () => undefined)
    try {
      await client.connect()
      await ensureSchema(client, schema)
      return client
    } catch (error) {
      await client.end().catch(() => undefined)
      if (performance.now() > deadline || !(isAway(error) || isUnmade(error))) throw error
      await wait(AGAIN_MS)
    }
  }
}

/** No such role, another password, not let in, no such database, no schema and no right to make one (PostgreSQL documentation, "Error Codes"). */
function isUnmade(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(28P01|28000|3D000|42501)$/.test(String(error.code))
}

/** A role may not make schemas: not even `create schema if not exists` of one that is there. So look first. */
async function ensureSchema(client: pg.Client, schema: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_namespace where nspname = $1', [schema])
  if (rowCount === 0) await client.query(`create schema ${client.escapeIdentifier(schema)}`)
}

async function apply(
  client: pg.Client,
  { sql, hash, folderMillis }: Migration,
  to: { schema: string; table: string },
): Promise<void> {
  const makesSchema = `create schema "${to.schema}";`
  await client.query('begin')
  try {
    for (const statement of sql) {
      // drizzle-kit begins the first migration so; the schema is there already.
      if (statement.trim().toLowerCase() !== makesSchema) await client.query(statement)
    }
    await client.query(`insert into ${to.table} (hash, created_at) values ($1, $2)`, [hash, folderMillis])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
