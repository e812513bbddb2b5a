/** The services. Each is a user of this name in NATS and in Redis. */
export const serviceNames = ['gateway', 'inference', 'auth', 'playlist', 'snapshot'] as const
export type ServiceName = (typeof serviceNames)[number]

/** The services that keep data; each has a role and a schema of its own name in the database. */
export const databaseRoles = ['auth', 'playlist', 'snapshot'] as const
export type DatabaseRole = (typeof databaseRoles)[number]

/** The database that all services share, a schema each. */
export const databaseName = 'mooddj'

/** Passwords of the roles, and of `postgres`, who owns the server. */
export type DatabasePasswords = Readonly<Record<DatabaseRole | 'postgres', string>>
