import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { migrateDatabase } from '@mooddj/platform/migrate'
import { type SchemaHistory, openSchemaHistory } from '@mooddj/testkit/schema-history'
import { createPasswords } from '../src/passwords.ts'
import { createRecoveryCode } from '../src/recovery-code.ts'
import { createRefreshToken } from '../src/refresh-token.ts'
import { bearer, type House, openHouse, readSignedIn, refresh } from './house.ts'

const folder = join(import.meta.dirname, '../migrations')
const password = 'correct horse battery'
const account = '0195f3a0-0000-7000-8000-000000000001'
const signIn = '0195f3a0-0000-7000-8000-000000000002'

describe('a house of an earlier version', () => {
  let house: House
  let history: SchemaHistory
  /** What each version keeps that the one before did not, in its own words. */
  let rows: string[]
  const token = createRefreshToken()
  const code = createRecoveryCode()
  before(async () => {
    house = await openHouse()
    history = await openSchemaHistory(folder, {
      schema: 'auth',
      owner: house.servers.databaseUrl('auth'),
      superuser: house.servers.databaseUrl('postgres'),
    })
    const hash = await (await createPasswords()).hash(password)
    rows = [
      `insert into auth.accounts (id, email, password_hash, display_name, created_at, last_used_at)
         values ('${account}', 'ada@example.org', '${hash}', 'Ada', now(), now());
       insert into auth.sign_ins (id, account_id, generation, rotated_at, created_at, expires_at)
         values ('${signIn}', '${account}', 0, now(), now(), now() + interval '30 days');
       insert into auth.refresh_tokens (digest, sign_in_id, generation, created_at)
         values ('\\x${token.digest.toString('hex')}', '${signIn}', 0, now());
       insert into auth.consent_decisions (id, account_id, purpose, version, granted, decided_at)
         values (gen_random_uuid(), '${account}', 'emotion-recognition', '1', true, now());
       insert into auth.deleted_accounts (account_id, deleted_at, purged_at)
         values (gen_random_uuid(), now(), now());
       insert into auth.outbox (id, channel, key, payload)
         values (gen_random_uuid(), 'consent.given.v1', '${account}', convert_to('{}', 'UTF8'));`,
      `insert into auth.spotify_links (account_id, id, spotify_account_id, access_token, refresh_token, access_expires_at,
           scopes, linked_at, authorised_at)
         values ('${account}', gen_random_uuid(), 'ada-on-spotify', '\\x00', '\\x00', now(), 'user-top-read', now(), now());`,
      `insert into auth.recovery_codes (digest, account_id, created_at)
         values ('\\x${code.digest.toString('hex')}', '${account}', now());`,
      `insert into auth.outbox (id, channel, key, payload, trace)
         values (gen_random_uuid(), 'consent.given.v1', '${account}', convert_to('{}', 'UTF8'), '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');`,
    ]
  })
  after(async () => {
    await history.close()
    await house.close()
  })

  const migrate = (from: string) =>
    migrateDatabase({ DATABASE_URL: house.servers.databaseUrl('auth') }, { folder: from, schema: 'auth' })

  test('has migrations that nobody changed since they were committed, and rows for each of them here', () => {
    assert.deepEqual(
      history.changed,
      [],
      'a committed migration never changes; a new one goes into SHA256SUMS',
    )
    assert.equal(rows.length, history.migrations.length, 'each migration has rows of its time in this test')
  })

  test('goes on with its people, sign-ins, consents and links from every schema there ever was', async () => {
    await history.clear()
    await migrate(folder)
    const fresh = await history.describe()
    for (const [index, name] of history.migrations.entries()) {
      await history.clear()
      await migrate(history.upTo(index + 1))
      await history.sql(rows.slice(0, index + 1).join('\n'))
      await migrate(folder)
      assert.deepEqual(await history.describe(), fresh, `from ${name} as from nothing`)

      const stayed = readSignedIn(await refresh(house.app, token.token))
      assert.equal(stayed.user.displayName, 'Ada', name)
      const payload = { email: 'ada@example.org', password }
      const back = readSignedIn(await house.app.inject({ method: 'POST', url: '/v1/auth/login', payload }))
      assert.equal(back.user.id, account, name)
      const headers = bearer(back.accessToken)
      const kept = (await house.app.inject({ url: '/v1/auth/me/export', headers })).json()
      assert.equal(kept.consents[0].granted, true, name)
      assert.equal(kept.spotify?.accountId ?? null, index >= 1 ? 'ada-on-spotify' : null, name)
      assert.equal(kept.recoveryCodes.left, index >= 2 ? 1 : 0, name)
    }
    assert.equal(await history.outboxEmpties(), true, 'what waited to be told is told')
  })
})
