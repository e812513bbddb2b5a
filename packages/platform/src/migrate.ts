import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import type { DatabaseConfig } from './config.ts'

/** Any number will do, so long as every migration of one database asks for the same. */
const MIGRATION_LOCK = 720_417

/**
 * Brings a service's schema up to date; does nothing when it is. Replicas that start together take turns.
 * @param folder the migrations written by drizzle-kit
 * @param schema the service's schema, which its role owns
 */
export async function migrateDatabase(config: DatabaseConfig, { folder, schema }: { folder: string; schema: string }): Promise<void> {
  const client = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(client), { migrationsFolder: folder, migrationsSchema: schema, migrationsTable: 'migrations' })
  } finally {
    await client.end()
  }
}
