/** What one service may do in Redis: the keys it owns, and the commands it uses on them. */
export interface RedisRights {
  /** Patterns of keys that it reads and writes. */
  readonly owns: readonly string[]
  /** Patterns of keys that it only reads. */
  readonly reads: readonly string[]
  /** Separated by spaces. */
  readonly commands: string
}

/** Tokens, accounts and consents that stopped being valid: auth writes it, everyone reads it. */
const denyList = 'auth:denied-*'

/** What every client of ours does: it asks whether Redis is up (PING) and whether it is done loading (INFO). */
const everyone = 'ping info exists'

/** Who may do what in Redis, a user a service. No one may list keys, look at another's, or change the server. */
export const redisRights = {
  gateway: {
    owns: ['gateway:*'],
    reads: [denyList],
    commands:
      'multi exec expire pexpire pttl incr set getdel unlink hset hgetall hdel sadd srem smembers zadd zrem zrangebyscore',
  },
  inference: { owns: [], reads: [denyList], commands: '' },
  auth: { owns: ['auth:*'], reads: [], commands: 'multi exec expire ttl incr set del' },
  playlist: {
    owns: ['playlist:*'],
    reads: [denyList],
    commands: 'multi exec expire get set del hset hlen hgetall',
  },
  snapshot: { owns: [], reads: [denyList], commands: '' },
} as const satisfies Record<string, RedisRights>

/** A service's rights as Redis's access rules (Redis documentation, "ACL"; `%R~` since Redis 7). */
export function accessRulesOf({ owns, reads, commands }: RedisRights): string[] {
  return [
    ...owns.map((pattern) => `~${pattern}`),
    ...reads.map((pattern) => `%R~${pattern}`),
    'resetchannels',
    '-@all',
    ...`${everyone} ${commands}`
      .trim()
      .split(' ')
      .map((command) => `+${command}`),
  ]
}
