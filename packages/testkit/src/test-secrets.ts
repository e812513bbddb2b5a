import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type EnsuredSecrets, ensureSecrets, networkAddresses } from '@mooddj/setup/ensure-secrets'
import { openFolderStore, ownerOnly } from '@mooddj/setup/folder-store'
import { freshPassword } from '@mooddj/setup/fresh-secret'
import { makeUrl } from '@mooddj/setup/secret-url'

/** The secrets of this machine's tests. */
export interface TestSecrets extends EnsuredSecrets {
  /** URLs, at addresses that are not there yet, of the user `test`, who may do everything. */
  readonly natsUrl: string
  readonly redisUrl: string
}

/** Makes what the services reach their servers by, once for this machine, and a user for the test itself. */
export async function ensureTestSecrets(home: string): Promise<TestSecrets> {
  // PostgreSQL's user goes through this folder, and not into that of the secrets.
  mkdirSync(home, { recursive: true })
  const store = openFolderStore(join(home, 'secrets'), ownerOnly)
  const secrets = await ensureSecrets({ store, addresses: networkAddresses })
  const test = { name: 'test', password: freshPassword() }
  const url = (server: 'nats' | 'redis') =>
    makeUrl({ server, user: test.name, password: test.password, address: networkAddresses[server] })
  return {
    ...secrets,
    natsUsers: [...secrets.natsUsers, test],
    redisUsers: [...secrets.redisUsers, { ...test, rules: ['~*', '&*', '+@all'] }],
    natsUrl: url('nats'),
    redisUrl: url('redis'),
  }
}
