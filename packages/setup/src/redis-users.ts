import { createHash } from 'node:crypto'
import { accessRulesOf, redisRights } from './redis-rights.ts'
import { serviceNames } from './roles.ts'

/** A user of Redis and its access rules. */
export interface RedisUser {
  readonly name: string
  readonly password: string
  readonly rules: readonly string[]
}

/** The services' users, each with its own rights. */
export function createRedisUsers(passwordOf: (name: string) => string): RedisUser[] {
  return serviceNames.map((name) => ({
    name,
    password: passwordOf(name),
    rules: accessRulesOf(redisRights[name]),
  }))
}

/**
 * The text of `users.acl`. Passwords are in it as their SHA-256, which Redis compares with. Nobody is let in without a name; the user
 * `health`, whatever its password, can ask whether the server is up, and nothing else.
 */
export function renderRedisUsers(users: readonly RedisUser[]): string {
  const lines = users.map(({ name, password, rules }) => {
    const hash = createHash('sha256').update(password).digest('hex')
    return `user ${name} on #${hash} ${rules.join(' ')}`
  })
  return `${['user default off resetchannels -@all', 'user health on nopass resetchannels -@all +ping', ...lines].join('\n')}\n`
}
