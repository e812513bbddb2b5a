import { SignedInSchema, SignInsSchema } from '@mooddj/shared/account'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { MoodReadingSchema } from '@mooddj/shared/mood'
import { dominantEmotion } from '@mooddj/shared/emotion'
import { crowdFrame, darkFrame, emptyFrame, smilingFrame } from '@mooddj/testkit/camera-frames'
import { createListener } from '@mooddj/testkit/listener'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type House, openHouse } from './house.ts'
import { walkJourney } from './journey.ts'

const playlists = createParser(PlaylistSchema)
const readings = createParser(MoodReadingSchema)
const signedIn = createParser(SignedInSchema)
const signIns = createParser(SignInsSchema)

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

test('a smile becomes a playlist that plays and a card whose code opens it', () => walkJourney(house.gateway))

test('cheer up starts at the listener’s mood and ends at the target in small steps', async () => {
  const listener = await createListener(house.gateway)
  const answer = await listener.call('POST', '/v1/playlists', { strategy: 'cheer-up', mood: 'sad' })
  const { trajectory, tracks, start } = playlists.parseText(answer.text)
  assert.deepEqual(trajectory[0], start)
  const last = trajectory.at(-1)
  assert.ok(last !== undefined && last.valence >= 0.6 && last.arousal >= 0.4)
  assert.ok(tracks.every(({ why }) => why.length > 10))
})

test('a photo is read without a camera, once there is consent', async () => {
  const listener = await createListener(house.gateway)
  const photo = async () => {
    const form = new FormData()
    form.append('photo', new Blob([new Uint8Array(await smilingFrame())]), 'me.jpg')
    return listener.call('POST', '/v1/readings', form)
  }
  assert.equal((await photo()).status, 403)
  await listener.consent()
  const answer = await photo()
  assert.equal(answer.status, 200, answer.text)
  const [face] = readings.parseText(answer.text).faces
  assert.ok(face !== undefined)
  assert.equal(dominantEmotion(face.probabilities), 'happy')
})

for (const [name, frame, code] of [
  ['nobody in the picture', emptyFrame, 'no-face'],
  ['hardly any light', darkFrame, 'too-dark'],
  ['several people', crowdFrame, 'several-faces'],
] as const) {
  test(`${name} gives the advice ${code} and no mood`, async () => {
    const listener = await createListener(house.gateway)
    await listener.consent()
    const live = await listener.openLive()
    const camera = live.stream(await frame(), 10)
    assert.equal((await live.next('advice')).code, code)
    await assert.rejects(live.next('settled', 3_000))
    camera.stop()
    live.close()
  })
}

test('without consent there is no ticket; withdrawing it closes the socket at once', async () => {
  const listener = await createListener(house.gateway)
  assert.equal((await listener.call('POST', '/v1/live/tickets', {})).status, 403)
  await listener.consent()
  const live = await listener.openLive()
  await listener.call('PUT', '/v1/consents/emotion-recognition', { version: '1', granted: false })
  assert.equal(await live.closed, 1008)
})

test('a settled mood can be used after its socket closed, and by nobody else', async () => {
  const listener = await createListener(house.gateway)
  await listener.consent()
  const live = await listener.openLive()
  live.send(JSON.stringify({ type: 'override', emotion: 'sad' }))
  await live.next('settled')
  live.close()
  await live.closed
  const request = { strategy: 'match', sessionId: live.sessionId }
  assert.equal((await listener.call('POST', '/v1/playlists', request)).status, 201)
  const stranger = await createListener(house.gateway)
  await stranger.consent()
  assert.equal((await stranger.call('POST', '/v1/playlists', request)).status, 404)
  assert.equal((await stranger.call('POST', '/v1/live/tickets', { sessionId: live.sessionId })).status, 404)
})

test('a guest who registers keeps what the guest made, on the page’s own origin too', async () => {
  const listener = await createListener(house.page)
  const made = playlists.parseText(
    (await listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'happy' })).text,
  )
  const person = {
    email: `${randomUUID()}@example.org`,
    password: 'correct horse battery',
    displayName: 'Ada',
  }
  const registered = await listener.call('POST', '/v1/auth/register', person)
  assert.equal(registered.status, 201, registered.text)
  assert.match(registered.headers.get('set-cookie') ?? '', /HttpOnly/)
  assert.equal((await listener.call('GET', `/v1/playlists/${made.id}`)).status, 200)
})

test('ending all other sign-ins closes their sockets and takes their tokens at once', async () => {
  const listener = await createListener(house.gateway)
  await listener.consent()
  const live = await listener.openLive()
  const person = {
    email: `${randomUUID()}@example.org`,
    password: 'correct horse battery',
    displayName: 'Ada',
  }
  const registered = await listener.call('POST', '/v1/auth/register', person)
  const elsewhere = { authorization: `Bearer ${signedIn.parseText(registered.text).accessToken}` }
  const listed = await listener.call('GET', '/v1/auth/sessions', undefined, elsewhere)
  assert.equal(signIns.parseText(listed.text).sessions.length, 2)
  assert.equal((await listener.call('DELETE', '/v1/auth/sessions', undefined, elsewhere)).status, 204)
  assert.equal(await live.closed, 1008)
  assert.equal((await listener.call('GET', '/v1/auth/me')).status, 401)
  assert.equal((await listener.call('GET', '/v1/auth/me', undefined, elsewhere)).status, 200)
})

test('deleting the account erases it everywhere and its token stops at once', async () => {
  const listener = await createListener(house.gateway)
  await listener.consent()
  const live = await listener.openLive()
  const playlist = playlists.parseText(
    (await listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'happy' })).text,
  )
  assert.equal((await listener.call('DELETE', '/v1/auth/me')).status, 202)
  assert.equal((await listener.call('GET', '/v1/auth/me')).status, 401)
  assert.equal(await live.closed, 1008)
  const token = playlist.shareUrl?.split('/s/')[1] ?? ''
  const deadline = Date.now() + 10_000
  let status = 200
  while (status !== 404 && Date.now() < deadline) {
    status = (await fetch(new URL(`/v1/shares/${token}`, house.gateway))).status
  }
  assert.equal(status, 404)
})
