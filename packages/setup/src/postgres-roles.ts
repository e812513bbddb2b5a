import { Client } from 'pg'
import { type DatabasePasswords, type DatabaseRole, databaseName, databaseRoles } from './roles.ts'

/** Any number will do, so long as everyone who sets a server up asks for the same. */
const SETUP_LOCK = 720_419

/** Connections that stay free for the owner and for watching, of those the server has. */
const SPARE_CONNECTIONS = 10

/** Who sets the database up, and what the roles' passwords are. */
export interface DatabaseSetup {
  /** URL of a role that may make databases and roles; it need not be a superuser. Its database may be any. */
  readonly url: string
  readonly passwords: Pick<DatabasePasswords, DatabaseRole>
}

/**
 * Makes the database, and per service a role that owns the schema of its name and sees nothing else. Idempotent; those who do it at the same
 * time take turns. No role can take the connections that the others need: each has its share of what the server has.
 */
export async function ensureDatabase({ url, passwords }: DatabaseSetup): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [SETUP_LOCK])
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName])
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`)
    for (const role of databaseRoles) await ensureRole(client, role, passwords[role])
    // The lock is held meanwhile: it is this session's.
    await withClient(inDatabase(url), ensureSchemas)
  })
}

async function ensureRole(client: Client, role: DatabaseRole, password: string): Promise<void> {
  const { rows } = await client.query<{ setting: string }>('select current_setting($1) as setting', [
    'max_connections',
  ])
  const share = Math.max(1, Math.floor((Number(rows[0]?.setting) - SPARE_CONNECTIONS) / databaseRoles.length))
  const known = await client.query('select 1 from pg_roles where rolname = $1', [role])
  const verb = known.rowCount === 0 ? 'create' : 'alter'
  await client.query(
    `${verb} role ${role} login connection limit ${share} password ${client.escapeLiteral(password)}`,
  )
  await client.query(`alter role ${role} in database ${databaseName} set search_path = ${role}`)
}

async function ensureSchemas(client: Client): Promise<void> {
  await client.query(`revoke all on database ${databaseName} from public`)
  await client.query('revoke all on schema public from public')
  for (const role of databaseRoles) {
    await client.query(`grant connect on database ${databaseName} to ${role}`)
    await client.query(`revoke temporary on database ${databaseName} from ${role}`)
    const there = await client.query('select 1 from pg_namespace where nspname = $1', [role])
    if (there.rowCount === 0) await createSchema(client, role)
  }
}

/** Only a member of a role may make a schema that is the role's: whoever is no superuser becomes one for that moment. */
async function createSchema(client: Client, role: DatabaseRole): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>('select pg_has_role($1, $2) as mine', [
    role,
    'usage',
  ])
  const isMember = rows[0]?.mine === true
  if (!isMember) await client.query(`grant ${role} to current_user`)
  await client.query(`create schema ${role} authorization ${role}`)
  if (!isMember) await client.query(`revoke ${role} from current_user`)
}

function inDatabase(url: string): string {
  const there = new URL(url)
  there.pathname = `/${databaseName}`
  return there.href
}

async function withClient(
  connectionString: string,
  task: (client: Client) => Promise<unknown>,
): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000, query_timeout: 30_000 })
  // A server that goes down mid-way says so on the client, too; the query in flight already rejects.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await task(client)
  } finally {
    await client.end()
  }
}
