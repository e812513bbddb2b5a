import { CardSchema } from '@mooddj/shared/card'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { createParser } from '@mooddj/shared/codec'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { type FakeOpenMeteo, startFakeOpenMeteo } from '@mooddj/testkit/fake-open-meteo'
import { createListener } from '@mooddj/testkit/listener'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { globSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type House, openHouse } from './house.ts'

const playlists = createParser(PlaylistSchema)
const cards = createParser(CardSchema)

let house: House
let openMeteo: FakeOpenMeteo
before(async () => {
  openMeteo = await startFakeOpenMeteo()
  house = await openHouse({ WEATHER_URL: openMeteo.url })
})
after(async () => {
  await house.close()
  await openMeteo.stop()
})

/** The files under the house's data, logs and stream files included, that hold these bytes. */
function filesHolding(bytes: Buffer): string[] {
  return globSync('{postgres,redis,nats,logs,run}/**', { cwd: house.data })
    .filter((file) => lstatSync(join(house.data, file)).isFile())
    .filter((file) => readFileSync(join(house.data, file)).includes(bytes))
}

test('no camera picture, nor any piece of one, is in any file that the house writes', async () => {
  const listener = await createListener(house.gateway)
  await listener.consent()
  const live = await listener.openLive()
  const frame = await smilingFrame()
  const camera = live.stream(frame, 10)
  await live.next('settled')
  camera.stop()
  live.close()
  await live.closed
  // The entropy-coded middle of the picture: it appears nowhere but in this picture.
  const middle = frame.subarray(frame.length / 2, frame.length / 2 + 24)
  assert.deepEqual(filesHolding(middle), [])
  // The search itself finds what is there: the account is in the database's files or its log.
  assert.notDeepEqual(filesHolding(Buffer.from(listener.accountId)), [])
})

test('a card is kept and the photo that it was drawn from is not, in no file that the house writes', async () => {
  const listener = await createListener(house.gateway)
  const made = await listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'happy' })
  const photo = await smilingFrame()
  const form = new FormData()
  form.append('playlistId', playlists.parseText(made.text).id)
  form.append('photo', new Blob([new Uint8Array(photo)]), 'photo.jpg')
  const drawn = await listener.call('POST', '/v1/cards', form)
  assert.equal(drawn.status, 201, drawn.text)
  const { imageUrl } = cards.parseText(drawn.text)
  const picture = await fetch(new URL(new URL(imageUrl).pathname, house.gateway))
  const card = Buffer.from(await picture.arrayBuffer())
  const middleOf = (bytes: Buffer) => bytes.subarray(bytes.length / 2, bytes.length / 2 + 24)
  assert.deepEqual(filesHolding(middleOf(photo)), [])
  // The search finds what is kept: the card's own bytes are in the database's files.
  assert.notDeepEqual(filesHolding(middleOf(card)), [])
})

test('neither an e-mail, nor a password, nor a token is in any log or stream', async () => {
  const listener = await createListener(house.gateway)
  const email = `${randomUUID()}@example.org`
  const password = randomUUID()
  const answer = await listener.call('POST', '/v1/auth/register', { email, password, displayName: 'Ada' })
  assert.equal(answer.status, 201, answer.text)
  await listener.call('POST', '/v1/auth/login', { email, password: 'not the password' })
  assert.deepEqual(filesHolding(Buffer.from(password)), [])
  assert.deepEqual(filesHolding(Buffer.from(listener.token)), [])
  assert.deepEqual(
    filesHolding(Buffer.from(email)).filter((file) => !file.startsWith('postgres/')),
    [],
  )
})

test('where somebody is, is in no file that the house writes, and leaves it only to a tenth of a degree', async () => {
  const listener = await createListener(house.gateway)
  await listener.call('PUT', '/v1/consents/location', { version: '1', granted: true })
  const context = { timeZone: 'Europe/Berlin', latitude: 48.137154, longitude: 11.576124 }
  const answer = await listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'sad', context })
  assert.equal(answer.status, 201, answer.text)
  assert.equal(playlists.parseText(answer.text).context?.weather, 'clear')
  assert.deepEqual(
    openMeteo.queries.map((query) => [query.get('latitude'), query.get('longitude')]),
    [['48.1', '11.6']],
  )
  for (const piece of ['48.137', '11.576']) assert.deepEqual(filesHolding(Buffer.from(piece)), [])
})

test('how somebody says they feel is in the database and in no log or stream', async () => {
  const listener = await createListener(house.gateway)
  const made = await listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'sad' })
  const { id } = playlists.parseText(made.text)
  const valence = -0.861_342_797
  const feeling = { when: 'before', valence, arousal: 0.1 }
  assert.equal((await listener.call('POST', `/v1/playlists/${id}/feelings`, feeling)).status, 202)
  const kept = Buffer.alloc(8)
  kept.writeDoubleLE(valence)
  const holding = filesHolding(kept)
  assert.ok(holding.length > 0 && holding.every((file) => file.startsWith('postgres/')), holding.join())
  assert.deepEqual(filesHolding(Buffer.from(String(valence))), [])
})

test('after deletion nothing but the tombstone event is left in the stream', async () => {
  const listener = await createListener(house.gateway)
  await listener.consent()
  const live = await listener.openLive()
  live.send(JSON.stringify({ type: 'override', emotion: 'fear' }))
  await live.next('settled')
  const made = await listener.call('POST', '/v1/playlists', { strategy: 'match', sessionId: live.sessionId })
  const playlist = playlists.parseText(made.text)
  assert.equal((await listener.call('DELETE', '/v1/auth/me')).status, 202)
  const deadline = Date.now() + 20_000
  const holds = () => filesHolding(Buffer.from(playlist.id)).filter((file) => file.startsWith('nats/'))
  while (holds().length > 0 && Date.now() < deadline) await wait(250)
  assert.deepEqual(holds(), [])
})
