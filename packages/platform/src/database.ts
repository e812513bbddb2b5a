import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { App } from './app.ts'
import type { DatabaseConfig } from './config.ts'
import type { Check } from './ops.ts'

/** A service's own schema in PostgreSQL. */
export interface Database {
  db: NodePgDatabase
  check: Check
  /** Connections by what they do now, and who waits for one. */
  load(): { busy: number; idle: number; waiting: number }
}

/** Opens a bounded pool; a query that takes over five seconds is ended by the server. */
export function openDatabase(app: App, config: DatabaseConfig): Database {
  const pool = new pg.Pool({
    connectionString: config.DATABASE_URL,
    max: 10,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 5_000,
  })
  pool.on('error', (err) => app.log.warn({ reason: err.message }, 'a database connection was lost'))
  // The pool listens to idle clients only: one lost inside a transaction would end the process. Its query rejects all the same.
  pool.on('connect', (client) =>
    client.on('error', (err) => app.log.debug({ reason: err.message }, 'a client was lost')),
  )
  app.addHook('onClose', () => pool.end())
  return {
    db: drizzle(pool),
    check: async () => {
      await pool.query('select 1')
    },
    load: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
  }
}
