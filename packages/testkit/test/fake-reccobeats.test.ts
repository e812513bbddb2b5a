import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createParser } from '@mooddj/shared/codec'
import { Type } from 'typebox'
import { type FakeReccoBeats, startFakeReccoBeats } from '../src/fake-reccobeats.ts'
import { FAKE_TRACKS } from '../src/fake-spotify/catalogue.ts'

let fake: FakeReccoBeats
before(async () => {
  fake = await startFakeReccoBeats()
})
after(() => fake.stop())

const ask = (query: string) => fetch(`${fake.url}/v1/audio-features?${query}`)
const answers = createParser(
  Type.Object({ content: Type.Array(Type.Object({ href: Type.String(), id: Type.String() })) }),
)
const ids = FAKE_TRACKS.map(({ id }) => id)

test('the made-up ReccoBeats answers in an order of its own, and leaves out what it does not know', async () => {
  const asked = ids.slice(0, 40)
  const { content } = answers.parse(await (await ask(`ids=${asked.join(',')}`)).json())
  const found = content.map(({ href }) => href.replace('https://open.spotify.com/track/', ''))
  assert.deepEqual(found.toSorted(), asked.filter(fake.knows).toSorted())
  assert.notDeepEqual(found, asked.filter(fake.knows))
  assert.ok(found.length < 40 && found.length > 20)
  assert.ok(content.every(({ id }) => !ids.includes(id)))
})

test('the made-up ReccoBeats refuses what the real one does not take', async () => {
  const refused = ['', `ids=${ids.slice(0, 41).join(',')}`, 'ids=short', `ids=${ids[0]}&size=3`]
  for (const query of refused) assert.equal((await ask(query)).status, 400, query)
  assert.equal((await fetch(`${fake.url}/v1/track`)).status, 404)
})
