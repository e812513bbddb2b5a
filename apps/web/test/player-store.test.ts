import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SoundBlocked } from '@mooddj/engine/output'
import { createPlayer } from '@mooddj/engine/player'
import type { Playlist, Track } from '@mooddj/shared/playlist'
import { queueOf } from '../features/player/own-queue.ts'
import { createPlayerStore } from '../features/player/player-store.ts'
import { troubleOf } from '../features/player/player-view.ts'

const track = (source: Track['source'], id = 'spotify:track:abc'): Track => ({
  id,
  title: 'Somewhere Else',
  artist: 'Paper Harbour',
  source,
  durationMs: 180_000,
  valence: 0,
  arousal: 0,
  tempo: 100,
  key: '8B',
  why: 'It stays with you.',
})
const playlist: Playlist = {
  id: 'p1',
  title: 'Here',
  language: 'en',
  strategy: 'match',
  target: null,
  emotion: 'neutral',
  trajectory: [],
  tracks: ['built-in:0001', 'built-in:0002', 'built-in:0003'].map((id) => track('built-in', id)),
  composedAt: '2026-11-26T20:00:00.000Z',
  sessionId: null,
  start: { valence: 0, arousal: 0 },
  shareUrl: null,
}
const shared = { key: 'share:x', title: 'Here', language: 'en', tracks: playlist.tracks, own: null } as const

/** A store with the engine itself, which finds no sound here, and what it judged. */
function openStore() {
  const judged: string[] = []
  const store = createPlayerStore({
    openPlayer: async () => createPlayer(),
    judge: ({ playlistId, trackId, verdict }) => judged.push(`${playlistId} ${trackId} ${verdict}`),
  })
  return { store, judged }
}

test('tracks that play in Spotify never reach the page’s own player, by whatever key', async () => {
  let opened = 0
  const store = createPlayerStore({
    openPlayer: () => {
      opened += 1
      return Promise.reject(new Error('there is no sound in a test'))
    },
    judge: () => assert.fail('nothing was heard'),
  })
  const queue = { key: 'one', title: 'In Spotify', language: 'en', own: null } as const
  await store.load({ ...queue, tracks: [track('spotify')] })
  await store.toggle()
  await store.next()
  await store.select(0)
  const { status, trouble, isOpening } = store.view()
  assert.deepEqual([opened, status, trouble, isOpening], [0, 'idle', null, false])
  await store.load({ ...queue, key: 'two', tracks: [track('built-in')] })
  assert.deepEqual([opened, store.view().trouble], [1, 'unreachable'])
})

test('what kept the sound away is told apart', async () => {
  const { store } = openStore()
  await store.load({ ...shared, tracks: [track('built-in', 'built-in:9999')] })
  assert.equal(store.view().trouble, 'unplayable')
  await store.load({ ...shared, key: 'share:y' })
  assert.equal(store.view().trouble, null)
  await store.play()
  assert.deepEqual([store.view().trouble, store.view().isOpening], ['silent', false])
  assert.equal(troubleOf(new SoundBlocked('no')), 'blocked')
})

test('only the listener’s own playlist is judged; moving on by itself is no judgement', async () => {
  const { store, judged } = openStore()
  await store.load(shared)
  store.like()
  await store.skip()
  assert.deepEqual([judged, store.view().index, store.view().liked.size], [[], 1, 0])
  await store.load(queueOf(playlist))
  await store.next()
  store.like()
  store.like()
  await store.skip()
  assert.deepEqual(judged, ['p1 built-in:0002 like', 'p1 built-in:0002 skip'])
  assert.equal(store.view().index, 2)
  await store.skip()
  assert.equal(judged.length, 3)
  assert.equal(store.view().status, 'ended')
  await store.skip()
  store.like()
  assert.equal(judged.length, 3, 'after the last track there is none to judge')
})

test('the same queue again renews what is known of it and moves nothing', async () => {
  const { store } = openStore()
  await store.load(queueOf(playlist))
  await store.next()
  await store.load(queueOf({ ...playlist, notice: 'Almost there.' }))
  assert.deepEqual([store.view().index, store.view().queue?.own?.notice], [1, 'Almost there.'])
})

test('muting keeps the volume to come back to, and so does drawing it down to nothing', () => {
  const { store } = openStore()
  store.setVolume(0.4)
  store.toggleMute()
  assert.deepEqual([store.view().isMuted, store.view().volume], [true, 0.4])
  store.toggleMute()
  store.setVolume(0)
  assert.deepEqual([store.view().isMuted, store.view().volume], [true, 0.4])
  store.setVolume(0.6)
  assert.deepEqual([store.view().isMuted, store.view().volume], [false, 0.6])
})
