import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { freePort } from '@mooddj/dj/ports'
import { trackSeedOf } from '@mooddj/engine/track-seed'
import type { App } from '@mooddj/platform/app'
import { accountDeleted } from '@mooddj/shared/channels'
import type { Playlist, Track } from '@mooddj/shared/playlist'
import { FEATURES } from '../src/learning/features.ts'
import { eventually, type Guest, type House, openHouse } from './house.ts'

const EARLY_MS = 5_000

describe('learning from what listeners do', () => {
  let house: House
  let app: App
  before(async () => {
    house = await openHouse()
    app = await house.start()
  })
  after(() => house.close())

  const judge = async (guest: Guest, playlist: Playlist, track: Track | undefined, body: object) => {
    assert.ok(track)
    const path = `/v1/tracks/${encodeURIComponent(track.id)}/judgements`
    const response = await guest.post(app, path, { playlistId: playlist.id, positionMs: EARLY_MS, ...body })
    assert.equal(response.statusCode, 202)
  }
  const decisionsOf = (guest: Guest) =>
    house.query('select * from decisions where account_id = $1 order by decided_at, position', [
      guest.accountId,
    ])
  const tasteOf = async (guest: Guest) =>
    (await house.query('select * from tastes where account_id = $1', [guest.accountId]))[0]
  const isElectric = ({ id }: Track) =>
    ['synthwave', 'techno', 'house', 'chillwave'].includes(trackSeedOf(id)?.style ?? '')

  /** Likes the tracks of one kind and skips all others in three moods; gives the share of electric ones in a fourth. */
  const electricAfterLiking = async (isLiked: (track: Track) => boolean) => {
    const guest = house.guest()
    for (const mood of ['happy', 'sad', 'angry']) {
      const playlist = await guest.compose(app, { strategy: 'match', mood, length: 12 })
      for (const track of playlist.tracks)
        await judge(guest, playlist, track, { verdict: isLiked(track) ? 'like' : 'skip' })
    }
    const wish = { strategy: 'match', mood: 'neutral', length: 12 }
    const later = await Promise.all(Array.from({ length: 4 }, () => guest.compose(app, wish)))
    const tracks = later.flatMap((playlist) => playlist.tracks)
    const trajectories = later.map(({ trajectory }) => trajectory)
    return { trajectories, share: tracks.filter(isElectric).length / tracks.length }
  }

  test('more of a kind comes after it was liked than after it was skipped, along the very same way-points', async () => {
    const liked = await electricAfterLiking(isElectric)
    const skipped = await electricAfterLiking((track) => !isElectric(track))
    assert.ok(liked.share >= skipped.share + 0.15, `${liked.share} and ${skipped.share}`)
    assert.deepEqual(liked.trajectories, skipped.trajectories)
  })

  test('every decision is logged with what it was made from, and soon with how probable it was', async () => {
    // One of its own, where no other playlist waits to be weighed.
    const own = await house.start()
    const guest = house.guest()
    const { id, tracks } = await guest.compose(own, { strategy: 'cheer-up', mood: 'sad', length: 6 })
    const rows = await decisionsOf(guest)
    assert.deepEqual(
      rows.map((row) => [row['playlist_id'], row['position'], row['track_id'], row['reward']]),
      tracks.map((track, position) => [id, position, track.id, null]),
    )
    await eventually(async () => (await decisionsOf(guest)).every(({ propensity }) => propensity !== null))
    for (const row of await decisionsOf(guest)) {
      assert.ok(Number(row['propensity']) >= 1 / 64 && Number(row['propensity']) <= 1)
      const candidates: unknown = row['candidates']
      assert.ok(Array.isArray(candidates) && candidates.length >= 2 && candidates.length <= 24)
      const chosen = candidates.find(({ id: candidate }) => candidate === row['track_id'])
      assert.equal(chosen.probability, row['propensity'])
      assert.equal(chosen.features.length, FEATURES.length)
      assert.ok(candidates.reduce((sum, { probability }) => sum + probability, 0) <= 1 + 1e-9)
    }
    await house.end(own)
  })

  test('a track has one reward, its best, in whatever order and however often verdicts come', async () => {
    const guest = house.guest()
    const playlist = await guest.compose(app, { strategy: 'match', mood: 'happy', length: 5 })
    const [one, two, three, four] = playlist.tracks
    const rewards = async () => (await decisionsOf(guest)).map(({ reward }) => reward)
    await judge(guest, playlist, one, { verdict: 'play' })
    assert.equal(await tasteOf(guest), undefined)
    await judge(guest, playlist, one, { verdict: 'skip' })
    await judge(guest, playlist, one, { verdict: 'like' })
    await judge(guest, playlist, one, { verdict: 'skip' })
    await judge(guest, playlist, two, { verdict: 'complete' })
    await judge(guest, playlist, two, { verdict: 'complete' })
    await judge(guest, playlist, three, { verdict: 'skip', positionMs: 30_000 })
    await judge(guest, playlist, four, { verdict: 'skip', positionMs: 40_000 })
    const share = 40_000 / (four?.durationMs ?? 0)
    assert.deepEqual(await rewards(), [1, 0.7, 0, 0.7 * share, null])
    const belief: unknown = (await tasteOf(guest))?.['belief']
    assert.ok(typeof belief === 'object' && belief !== null && 'observations' in belief)
    assert.equal(belief.observations, 4)
  })

  test('what was learnt can be forgotten, late answers included, and learning begins anew', async () => {
    const guest = house.guest()
    const playlist = await guest.compose(app)
    const [first, second] = playlist.tracks
    await judge(guest, playlist, first, { verdict: 'like' })
    assert.notEqual(await tasteOf(guest), undefined)
    for (let times = 0; times < 2; times += 1)
      assert.equal((await guest.delete(app, '/v1/taste')).statusCode, 204)
    await judge(guest, playlist, second, { verdict: 'like' })
    assert.deepEqual([await tasteOf(guest), await decisionsOf(guest)], [undefined, []])
    const another = await guest.compose(app)
    await judge(guest, another, another.tracks[0], { verdict: 'like' })
    assert.notEqual(await tasteOf(guest), undefined)
  })

  test('a track that is not our own teaches nothing, though its judgement is kept', async () => {
    const guest = house.guest()
    const playlist = await guest.compose(app)
    const [first] = playlist.tracks
    assert.ok(first)
    const foreign = { ...first, id: 'spotify:4uLU6hMCjMI75M1A2tKUQC', source: 'spotify' }
    await house.query('update playlists set tracks = $1 where id = $2', [
      JSON.stringify([foreign]),
      playlist.id,
    ])
    await judge(guest, playlist, { ...first, id: foreign.id }, { verdict: 'like' })
    assert.equal(await tasteOf(guest), undefined)
    assert.equal((await guest.get(app, '/v1/exports/me')).json().judgements.length, 1)
  })

  test('a damaged belief, and one of another policy, give way to the prior', async () => {
    const guest = house.guest()
    const damage = [
      `belief = '{"precision":[],"vector":[],"discount":0,"observations":0}'`,
      `belief = jsonb_set(belief, '{precision,0}', '-1')`,
      `belief = jsonb_set(belief, '{vector,0}', '"NaN"')`,
      `policy_version = 'older'`,
    ]
    for (const change of damage) {
      const playlist = await guest.compose(app, { strategy: 'match', mood: 'happy', length: 5 })
      await judge(guest, playlist, playlist.tracks[0], { verdict: 'like' })
      await house.query(`update tastes set ${change} where account_id = $1`, [guest.accountId])
    }
    const playlist = await guest.compose(app)
    assert.equal(playlist.tracks.length, 12)
    await judge(guest, playlist, playlist.tracks[0], { verdict: 'skip' })
    const belief: unknown = (await tasteOf(guest))?.['belief']
    assert.ok(typeof belief === 'object' && belief !== null && 'observations' in belief)
    assert.equal(belief.observations, 1)
  })

  test('the export shows what was learnt, and a deleted account leaves nothing of it', async () => {
    const guest = house.guest()
    const playlist = await guest.compose(app)
    await judge(guest, playlist, playlist.tracks[0], { verdict: 'like' })
    const { decisions, tastes } = (await guest.get(app, '/v1/exports/me')).json()
    assert.deepEqual([decisions.length, tastes.length], [12, 1])
    await house.tell(accountDeleted, { accountId: guest.accountId, deletedAt: new Date().toISOString() })
    await eventually(async () => (await decisionsOf(guest)).length === 0)
    assert.equal(await tasteOf(guest), undefined)
  })

  test('decisions older than ninety days are swept, and a late answer to one teaches nothing', async () => {
    const guest = house.guest()
    const [old, young] = [await guest.compose(app), await guest.compose(app)]
    const age = 'update decisions set decided_at = now() - $1::interval where playlist_id = $2'
    await house.query(age, ['91 days', old.id])
    await house.query(age, ['89 days', young.id])
    // A service sweeps when it starts.
    const sweeping = await house.start()
    await eventually(async () => (await decisionsOf(guest)).length === young.tracks.length)
    await house.end(sweeping)
    await judge(guest, old, old.tracks[0], { verdict: 'like' })
    assert.equal(await tasteOf(guest), undefined)
    await judge(guest, young, young.tracks[0], { verdict: 'like' })
    assert.notEqual(await tasteOf(guest), undefined)
  })

  test('learning is counted, and nobody is named', async () => {
    const opsPort = await freePort()
    const counted = await house.start({ OPS_PORT: opsPort })
    const guest = house.guest()
    const playlist = await guest.compose(counted, { strategy: 'match', mood: 'happy', length: 5 })
    for (const verdict of ['skip', 'like', 'complete']) {
      const body = { playlistId: playlist.id, verdict, positionMs: EARLY_MS }
      await guest.post(counted, `/v1/tracks/${playlist.tracks[0]?.id}/judgements`, body)
    }
    const read = async () => (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text()
    await eventually(async () => /choices_total\{[^}]*\} \d/.test(await read()))
    const text = await read()
    for (const line of [
      'mooddj_learning_updates_total\\{change="first".*\\} 1',
      'mooddj_learning_updates_total\\{change="revised".*\\} 1',
      'mooddj_learning_updates_total\\{change="nothing".*\\} 1',
      'mooddj_learning_log_rows_total\\{fate="written".*\\} 5',
    ])
      assert.match(text, new RegExp(line))
    assert.equal(text.includes(guest.accountId), false)
    await house.end(counted)
  })

  test('answers that come at once are all learnt', async () => {
    const guest = house.guest()
    const playlist = await guest.compose(app)
    await Promise.all(playlist.tracks.map((track) => judge(guest, playlist, track, { verdict: 'complete' })))
    const belief: unknown = (await tasteOf(guest))?.['belief']
    assert.ok(typeof belief === 'object' && belief !== null && 'observations' in belief)
    assert.equal(belief.observations, 12)
  })

  test('switched off, nothing is learnt or logged', async () => {
    const off = await house.start({ LEARNING: 'off' })
    const guest = house.guest()
    const playlist = await guest.compose(off)
    const [track] = playlist.tracks
    const body = { playlistId: playlist.id, verdict: 'like', positionMs: 0 }
    assert.equal((await guest.post(off, `/v1/tracks/${track?.id}/judgements`, body)).statusCode, 202)
    assert.deepEqual([await tasteOf(guest), await decisionsOf(guest)], [undefined, []])
    assert.equal((await guest.delete(off, '/v1/taste')).statusCode, 204)
    await house.end(off)
  })
})
