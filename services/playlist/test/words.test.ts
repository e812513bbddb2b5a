import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '@mooddj/engine/random'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { EMOTIONS } from '@mooddj/shared/emotion'
import { builtInCatalogue } from '../src/catalogue.ts'
import { compose } from '../src/compose.ts'
import { NO_LEAN } from '../src/context/lean.ts'
import { syntheticCandidates } from '../src/measuring/synthetic-candidates.ts'
import { playlistTitle } from '../src/title.ts'
import { ARABIC } from '../src/words/arabic.ts'
import { ENGLISH } from '../src/words/english.ts'
import type { Words } from '../src/words/words.ts'

const LATIN = /[A-Za-z]/
const RAINY = { ...NO_LEAN, mix: new Map([['lo-fi', 1]]), moment: 'مساء ماطر' }

/** What is said of many playlists, so that every wording has its turn. */
function whysIn(words: Words, candidates = builtInCatalogue()): string[] {
  return EMOTIONS.flatMap((emotion, seed) =>
    (['match', 'cheer-up'] as const).flatMap((strategy) => {
      const preference = new Map(candidates.map(({ id }, index) => [id, index % 5 === 0 ? 1 : -0.5]))
      const recentlyPlayed = new Set(candidates.slice(0, 200).map(({ id }) => id))
      const wish = { strategy, emotion, point: EMOTION_POINTS[emotion], length: 30, candidates, words }
      const { tracks } = compose({
        ...wish,
        lean: RAINY,
        preference,
        recentlyPlayed,
        random: createRandom(seed),
      })
      return tracks.map(({ why }) => why)
    }),
  )
}

test('in Arabic every reason is one whole Arabic sentence', () => {
  const unsure = syntheticCandidates(300).map((one) => ({ ...one, confidence: { tempo: 0.2, key: 0.1 } }))
  for (const why of [...whysIn(ARABIC), ...whysIn(ARABIC, unsure)]) {
    assert.doesNotMatch(why, LATIN)
    assert.match(why, /^[^.،\s][^.]+[^.،\s]\.$/)
    assert.doesNotMatch(why, /undefined|NaN|، ،| {2}/)
  }
})

test('reasons in one language tell as much as in the other', () => {
  const [english, arabic] = [whysIn(ENGLISH), whysIn(ARABIC)]
  assert.equal(arabic.length, english.length)
  for (const [index, why] of arabic.entries())
    assert.deepEqual(why.match(/\d+/g), english[index]?.match(/\d+/g), `${why} | ${english[index]}`)
})

test('in Arabic a playlist has an Arabic title, the same for the same playlist', () => {
  for (const emotion of EMOTIONS)
    for (const aim of [{ strategy: 'match' }, { strategy: 'cheer-up', target: 'calm' }] as const) {
      const title = playlistTitle({ ...aim, emotion, seed: 'one', words: ARABIC })
      assert.doesNotMatch(title, LATIN)
      assert.equal(title, playlistTitle({ ...aim, emotion, seed: 'one', words: ARABIC }))
    }
})

test('both languages have a notice for each way in which Spotify may fail', () => {
  assert.deepEqual(Object.keys(ARABIC.notices), Object.keys(ENGLISH.notices))
  for (const notice of Object.values(ARABIC.notices)) assert.match(notice, /[\u0600-\u06ff].*Spotify/)
})
