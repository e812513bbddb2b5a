import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import { migrateDatabase } from '@mooddj/platform/migrate'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { type SchemaHistory, openSchemaHistory } from '@mooddj/testkit/schema-history'
import { MIGRATIONS } from '../src/migrations.ts'
import { type House, openHouse } from './house.ts'

const playlists = createParser(PlaylistSchema)
const playlistId = '0195f3a0-0000-7000-8000-000000000001'
const share = 'kX3v9QzT0aBcDeFgHiJkLm'
const track = {
  id: 'built-in:0001',
  title: 'Paper Lanterns',
  artist: 'Seed Garden',
  source: 'built-in',
  durationMs: 90_000,
  valence: -0.7,
  arousal: -0.5,
  tempo: 72,
  key: '8A',
  why: 'It starts where you are.',
}

describe('a house of an earlier version', () => {
  let house: House
  let app: App
  let history: SchemaHistory
  before(async () => {
    house = await openHouse()
    app = await house.start()
    history = await openSchemaHistory(MIGRATIONS.folder, {
      schema: 'playlist',
      owner: house.servers.databaseUrl('playlist'),
      superuser: house.servers.databaseUrl('postgres'),
    })
  })
  after(async () => {
    await history.close()
    await house.close()
  })

  /** What each version keeps that the one before did not, in its own words. */
  const rowsOf = (accountId: string) => [
    `insert into playlist.playlists (id, account_id, title, strategy, emotion, start, trajectory, tracks, share_token, composed_at)
       values ('${playlistId}', '${accountId}', 'From blue', 'match', 'sad', '{"valence":-0.7,"arousal":-0.5}',
         '[{"valence":-0.7,"arousal":-0.5}]', '[${JSON.stringify(track)}]', '${share}', now());
     insert into playlist.sessions (id, account_id, opened_at, settled_at, emotion, valence, arousal)
       values ('session-of-before', '${accountId}', now(), now(), 'angry', -0.65, 0.5);
     insert into playlist.judgements (id, account_id, playlist_id, track_id, verdict, position_ms, judged_at)
       values (gen_random_uuid(), '${accountId}', '${playlistId}', '${track.id}', 'like', 1000, now());
     insert into playlist.feelings (playlist_id, felt_when, account_id, valence, arousal, felt_at)
       values ('${playlistId}', 'before', '${accountId}', -0.5, -0.5, now());
     insert into playlist.idempotency_keys (account_id, key, request_hash, made_id, used_at)
       values ('${accountId}', 'key', repeat('0', 64), '${playlistId}', now());
     insert into playlist.tombstones (account_hash, deleted_at) values (repeat('0', 64), now());
     insert into playlist.outbox (id, channel, key, payload)
         values (gen_random_uuid(), 'track.judged.v1', '${accountId}', convert_to('{}', 'UTF8'));`,
    `update playlist.playlists set context = '{"daypart":"evening","weekend":false,"weather":null,"moment":"an evening"}';`,
    `insert into playlist.decisions (playlist_id, position, account_id, track_id, policy_version, features, candidates, decided_at)
       values ('${playlistId}', 0, '${accountId}', '${track.id}', 'of-before', '[0]', '[]', now());
     insert into playlist.tastes (account_id, policy_version, belief, learnt_at)
       values ('${accountId}', 'of-before', '{}', now());`,
    `update playlist.playlists set notice = 'The built-in music stands in.';
     insert into playlist.spotify_playlists (playlist_id, account_id, state, spotify_id, url, calls, attempts, planned_at)
       values ('${playlistId}', '${accountId}', 'covered', 'abc', 'https://open.spotify.com/playlist/abc', 4, 1, now());`,
    `update playlist.playlists set language = 'ar';`,
    `insert into playlist.outbox (id, channel, key, payload, trace)
         values (gen_random_uuid(), 'track.judged.v1', '${accountId}', convert_to('{}', 'UTF8'), '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');`,
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

  test('goes on with its playlists, moods, judgements and tastes from every schema there ever was', async () => {
    await history.clear()
    await migrateDatabase(house.config, MIGRATIONS)
    const fresh = await history.describe()
    const guest = house.guest()
    for (const [index, name] of history.migrations.entries()) {
      await history.clear()
      await migrateDatabase(house.config, { ...MIGRATIONS, folder: history.upTo(index + 1) })
      await history.sql(
        rowsOf(guest.accountId)
          .slice(0, index + 1)
          .join('\n'),
      )
      await migrateDatabase(house.config, MIGRATIONS)
      assert.deepEqual(await history.describe(), fresh, `from ${name} as from nothing`)

      const found = playlists.parse((await guest.get(app, `/v1/playlists/${playlistId}`)).json())
      assert.deepEqual(found.tracks, [track], name)
      assert.deepEqual(found.feelings, { before: { valence: -0.5, arousal: -0.5 } }, name)
      assert.equal(found.context?.daypart, index >= 1 ? 'evening' : undefined, name)
      assert.equal(found.spotify?.state, index >= 3 ? 'covered' : undefined, name)
      assert.equal(found.language, index >= 4 ? 'ar' : 'en', name)
      assert.equal((await app.inject(`/v1/shares/${share}`)).statusCode, 200, name)
      const kept = (await guest.get(app, '/v1/exports/me')).json()
      assert.equal(kept.judgements.length, 1, name)
      // What was kept then is of use now: a settled mood leads to a playlist, which is learnt for.
      const wish = { strategy: 'match', sessionId: 'session-of-before' }
      assert.equal((await guest.compose(app, wish)).emotion, 'angry', name)
    }
    assert.equal(await history.outboxEmpties(), true, 'what waited to be told is told')
  })
})
