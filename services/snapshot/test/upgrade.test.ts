import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { after, before, describe, test } from 'node:test'
import { migrateDatabase } from '@mooddj/platform/migrate'
import { spotifyUnlinked } from '@mooddj/shared/channels'
import { type SchemaHistory, openSchemaHistory } from '@mooddj/testkit/schema-history'
import { type House, openHouse } from './house.ts'

const folder = fileURLToPath(new URL('../migrations', import.meta.url))
const card = '0195f3a0-0000-7000-8000-000000000001'
const token = 'kX3v9QzT0aBcDeFgHiJkLm'

describe('a house of an earlier version', () => {
  let house: House
  let history: SchemaHistory
  before(async () => {
    house = await openHouse()
    history = await openSchemaHistory(folder, {
      schema: 'snapshot',
      owner: house.databaseUrl('snapshot'),
      superuser: house.databaseUrl('postgres'),
    })
  })
  after(async () => {
    await history.close()
    await house.close()
  })

  const migrate = (from: string) =>
    migrateDatabase({ DATABASE_URL: house.databaseUrl('snapshot') }, { folder: from, schema: 'snapshot' })
  /** What each version keeps that the one before did not, in its own words. */
  const rowsOf = (account: string) => [
    `insert into snapshot.cards (id, account_id, playlist_id, design, image_token, jpeg, request_key, created_at, expires_at)
       values ('${card}', '${account}', gen_random_uuid(), 'neon', '${token}', '\\xffd8ffd9', 'key', now(), now() + interval '1 day');
     insert into snapshot.tombstones (account_id, deleted_at) values (gen_random_uuid(), now());
     insert into snapshot.outbox (id, channel, key, payload)
         values (gen_random_uuid(), 'card.drawn.v1', '${account}', convert_to('{}', 'UTF8'));`,
    `update snapshot.cards set shows_spotify = true;`,
    `insert into snapshot.outbox (id, channel, key, payload, trace)
         values (gen_random_uuid(), 'card.drawn.v1', '${account}', convert_to('{}', 'UTF8'), '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');`,
  ]

  test('has migrations that nobody changed since they were committed, and rows for each of them here', () => {
    assert.deepEqual(
      history.changed,
      [],
      'a committed migration never changes; a new one goes into SHA256SUMS',
    )
    const { length } = rowsOf('anyone')
    assert.equal(length, history.migrations.length, 'each migration has rows of its time in this test')
  })

  test('goes on with its cards from every schema there ever was', async () => {
    await history.clear()
    await migrate(folder)
    const fresh = await history.describe()
    for (const [index, name] of history.migrations.entries()) {
      const { account } = house.listener()
      await history.clear()
      await migrate(history.upTo(index + 1))
      await history.sql(
        rowsOf(account)
          .slice(0, index + 1)
          .join('\n'),
      )
      await migrate(folder)
      assert.deepEqual(await history.describe(), fresh, `from ${name} as from nothing`)

      const { cards } = (await house.get(account, '/v1/cards')).json()
      assert.deepEqual(
        cards.map(({ id }: { id: string }) => id),
        [card],
        name,
      )
      const picture = () => house.getImage(`http://house/v1/cards/images/${token}`)
      assert.equal((await picture()).rawPayload.toString('hex'), 'ffd8ffd9', name)
      if (index === 0) continue
      const event = { accountId: account, reason: 'unlinked', unlinkedAt: new Date().toISOString() } as const
      await house.tell(spotifyUnlinked, account, event)
      await house.until(async () => (await picture()).statusCode === 404)
    }
    assert.equal(await history.outboxEmpties(), true, 'what waited to be told is told')
  })
})
