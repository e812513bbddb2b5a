import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Track } from '@mooddj/shared/playlist'
import { createPlayerStore } from '../features/player/player-store.ts'

const track = (source: Track['source']): Track => ({
  id: 'spotify:track:abc',
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

test('tracks that play in Spotify never reach the page’s own player, by whatever key', async () => {
  let opened = 0
  const store = createPlayerStore({
    openPlayer: () => {
      opened += 1
      return Promise.reject(new Error('there is no sound in a test'))
    },
    judge: () => assert.fail('nothing was heard'),
  })
  await store.load({ key: 'one', title: 'In Spotify', tracks: [track('spotify')], own: null })
  await store.toggle()
  await store.next()
  await store.select(0)
  assert.deepEqual([opened, store.view().status, store.view().trouble], [0, 'idle', null])
  await store.load({ key: 'two', title: 'Here', tracks: [track('built-in')], own: null })
  assert.equal(opened, 1)
})
