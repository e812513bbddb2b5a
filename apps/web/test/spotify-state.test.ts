import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SpotifyLink } from '@mooddj/shared/spotify'
import { isEnding, linkState } from '../features/account/spotify-state.ts'

const linked: SpotifyLink = {
  state: 'linked',
  linkedAt: '2026-06-01T00:00:00Z',
  endsAt: '2026-12-01T00:00:00Z',
  endedAt: null,
  isMadeUp: false,
}

test('a listener is told two weeks before Spotify asks anew, and not earlier', () => {
  const [early, late] = [new Date('2026-11-16T00:00:00Z'), new Date('2026-11-18T00:00:00Z')]
  assert.deepEqual([isEnding(linked, early), isEnding(linked, late)], [false, true])
  assert.deepEqual([linkState(linked, early), linkState(linked, late)], ['linked', 'ending'])
  assert.equal(isEnding({ ...linked, state: 'ended' }, late), false)
})
