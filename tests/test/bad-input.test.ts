import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { ProblemSchema } from '@mooddj/shared/problem'
import { TicketSchema } from '@mooddj/shared/session'
import { frameCodec } from '@mooddj/shared/frame'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { type Answer, createListener, type Listener } from '@mooddj/testkit/listener'
import { openLiveSocket } from '@mooddj/testkit/live-socket'
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { type House, openHouse } from './house.ts'

const problems = createParser(ProblemSchema)
const tickets = createParser(TicketSchema)
const playlists = createParser(PlaylistSchema)

let house: House
let smile: Buffer
let bystander: { next: () => Promise<unknown>; stop: () => void }
before(async () => {
  house = await openHouse({ LOG_LEVEL: 'warn' })
  smile = await smilingFrame()
  // Somebody else's session, which nothing of what follows may disturb.
  const listener = await consenting()
  const live = await listener.openLive()
  const camera = live.stream(smile, 5)
  bystander = { next: () => live.next('mood'), stop: camera.stop }
  await bystander.next()
})
after(async () => {
  bystander.stop()
  await house.close()
})

async function consenting(): Promise<Listener> {
  const listener = await createListener(house.gateway)
  await listener.consent()
  return listener
}

async function openTicket(listener: Listener): Promise<string> {
  return tickets.parseText((await listener.call('POST', '/v1/live/tickets', {})).text).ticket
}

/** Asserts a problem document with this status and, if given, code. */
function assertProblem({ status, headers, text }: Answer, expected: number, code?: string): void {
  assert.equal(status, expected, text)
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/)
  const problem = problems.parseText(text)
  assert.equal(problem.status, expected)
  if (code !== undefined) assert.equal(problem.code, code)
}

/** A JPEG that claims another size in its header. */
function claiming(jpeg: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(jpeg)
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]))
  copy.writeUInt16BE(height, frame + 5)
  copy.writeUInt16BE(width, frame + 7)
  return copy
}

const framed = (jpeg: Uint8Array, number = 1) => frameCodec.encode({ number, capturedAt: Date.now(), jpeg })

test('frames that are nothing, no JPEG, cut off or garbage are named, and the socket stays open', async () => {
  const live = await (await consenting()).openLive()
  const garbled = Buffer.from(smile)
  randomBytes(400).copy(garbled, 900)
  for (const bytes of [
    Buffer.alloc(0),
    randomBytes(5_000),
    smile.subarray(0, smile.length / 2),
    randomBytes(11),
  ]) {
    live.send(bytes.length === 11 ? bytes : framed(bytes, 1))
    assert.equal((await live.next('error')).code, 'FRAME_UNREADABLE')
  }
  live.send(framed(claiming(smile, 10_000, 5_000), 20))
  assert.equal((await live.next('error')).code, 'FRAME_TOO_LARGE')
  live.send(framed(smile, 30))
  assert.equal((await live.next('mood')).number, 30)
  live.close()
})

test('ten unreadable frames in a row close the socket with 1008', async () => {
  const live = await (await consenting()).openLive()
  for (let count = 1; count <= 10; count += 1) live.send(framed(randomBytes(100), count))
  assert.equal(await live.closed, 1008)
})

test('a frame over the limit closes with 1009, text that is not the protocol with 1003', async () => {
  const tooLong = await (await consenting()).openLive()
  tooLong.send(framed(Buffer.concat([smile, Buffer.alloc(10_000_000)])))
  assert.equal(await tooLong.closed, 1009)
  for (const text of [
    'not JSON',
    '{"type":"dance"}',
    '{"type":"override","emotion":"hungry"}',
    '[]',
    'null',
  ]) {
    const live = await (await consenting()).openLive()
    live.send(text)
    assert.equal(await live.closed, 1003, text)
  }
})

test('a reading from the page is not taken yet, and says so', async () => {
  const live = await (await consenting()).openLive()
  live.send(JSON.stringify({ type: 'reading', faces: [] }))
  assert.equal((await live.next('error')).code, 'MESSAGE_NOT_READY')
  live.send(framed(smile))
  await live.next('mood')
  live.close()
})

test('a socket without a ticket, with a made-up one or a used one is refused with 401, without consent with 403', async () => {
  await assert.rejects(openLiveSocket(house.gateway, ''), /401/)
  await assert.rejects(openLiveSocket(house.gateway, randomBytes(32).toString('base64url')), /401/)
  const listener = await consenting()
  const ticket = await openTicket(listener)
  const live = await openLiveSocket(house.gateway, ticket)
  await assert.rejects(openLiveSocket(house.gateway, ticket), /401/)
  live.close()
  const second = await openTicket(listener)
  await listener.call('PUT', '/v1/consents/emotion-recognition', { version: '1', granted: false })
  await assert.rejects(openLiveSocket(house.gateway, second), /403/)
})

test('uploads that are bombs, other kinds or damaged are refused by name wherever a photo is taken', async () => {
  const listener = await consenting()
  const made = await listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'happy' })
  const playlistId = playlists.parseText(made.text).id
  const flat = sharp({ create: { width: 64, height: 64, channels: 3, background: '#abc' } })
  const bomb = await flat.clone().png().toBuffer()
  bomb.writeUInt32BE(60_000, 16)
  bomb.writeUInt32BE(60_000, 20)
  const cases: [photo: Buffer, status: number][] = [
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 415],
    [await flat.clone().gif().toBuffer(), 415],
    [Buffer.from('PK\u0003\u0004zip'), 415],
    [bomb, 422],
    [claiming(smile, 10_000, 5_000), 422],
    [smile.subarray(0, smile.length / 2), 422],
    [Buffer.concat([smile, Buffer.alloc(9 * 1024 * 1024)]), 413],
    [Buffer.alloc(0), 400],
  ]
  for (const path of ['/v1/readings', '/v1/cards']) {
    for (const [photo, status] of cases) {
      const form = new FormData()
      form.append('playlistId', playlistId)
      form.append('photo', new Blob([new Uint8Array(photo)]), 'photo.jpg')
      assertProblem(await listener.call('POST', path, form), status)
    }
    assertProblem(await listener.call('POST', path, { photo: 'not a form' }), 415)
  }
})

test('wrong types in every body are 400 with each field named', async () => {
  const listener = await consenting()
  const made = await listener.call('POST', '/v1/playlists', { strategy: 'match', mood: 'happy' })
  const playlist = playlists.parseText(made.text)
  const track = encodeURIComponent(playlist.tracks[0]?.id ?? '')
  const cases: [method: string, path: string, body: object, fields: RegExp[]][] = [
    [
      'POST',
      '/v1/auth/register',
      { email: 1, password: [], displayName: {} },
      [/email/, /password/, /displayName/],
    ],
    ['POST', '/v1/auth/login', { email: null, password: 5 }, [/email/, /password/]],
    ['PUT', '/v1/consents/emotion-recognition', { version: 1, granted: 'yes' }, [/version/, /granted/]],
    ['POST', '/v1/live/tickets', { sessionId: 7 }, [/sessionId/]],
    ['POST', '/v1/playlists', { strategy: 3, mood: 'hungry', length: '12' }, [/strategy/, /mood/, /length/]],
    ['POST', '/v1/playlists', { strategy: 'match' }, [/sessionId|mood/]],
    [
      'POST',
      '/v1/playlists',
      { strategy: 'match', mood: 'sad', sessionId: randomUUID() },
      [/sessionId|mood/],
    ],
    ['POST', '/v1/playlists', { strategy: 'match', mood: 'sad', length: 31 }, [/length/]],
    [
      'POST',
      `/v1/tracks/${track}/judgements`,
      { playlistId: 1, verdict: 'meh', positionMs: -1 },
      [/playlistId/, /verdict/, /positionMs/],
    ],
    [
      'POST',
      `/v1/playlists/${playlist.id}/feelings`,
      { when: 'now', valence: 2, arousal: 'x' },
      [/when/, /valence/, /arousal/],
    ],
  ]
  for (const [method, path, body, fields] of cases) {
    const answer = await listener.call(method, path, body)
    assertProblem(answer, 400)
    for (const field of fields) assert.match(answer.text, field, `${method} ${path}`)
  }
  assertProblem(
    await listener.call('POST', '/v1/playlists', { strategy: 'consensus', mood: 'sad' }),
    501,
    'STRATEGY_NOT_READY',
  )
})

test('bodies that are not JSON, far too long or of no known kind are named problems', async () => {
  const listener = await consenting()
  const send = async (body: string, type: string): Promise<Answer> => {
    const headers = { authorization: `Bearer ${listener.token}`, 'content-type': type }
    const response = await fetch(new URL('/v1/playlists', house.gateway), { method: 'POST', headers, body })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  assertProblem(await send('{"strategy":', 'application/json'), 400)
  assertProblem(await send(`"${'x'.repeat(2_000_000)}"`, 'application/json'), 413)
  assertProblem(await send('strategy=match', 'application/x-www-form-urlencoded'), 415)
  assertProblem(await listener.call('GET', '/v1/nothing-here'), 404)
  assertProblem(await listener.call('GET', '/v1/exports/me'), 404)
})

test('someone else’s playlist, card, share and session are 404 in every way of asking', async () => {
  const owner = await consenting()
  const stranger = await consenting()
  const made = playlists.parseText(
    (await owner.call('POST', '/v1/playlists', { strategy: 'match', mood: 'happy' })).text,
  )
  const token = made.shareUrl?.split('/s/')[1] ?? ''
  const track = encodeURIComponent(made.tracks[0]?.id ?? '')
  const live = await owner.openLive()
  const judgement = { playlistId: made.id, verdict: 'like', positionMs: 0 }
  const attempts: [method: string, path: string, body?: object][] = [
    ['GET', `/v1/playlists/${made.id}`],
    ['DELETE', `/v1/playlists/${made.id}`],
    ['DELETE', `/v1/shares/${token}`],
    ['POST', `/v1/playlists/${made.id}/feelings`, { when: 'before', valence: 0, arousal: 0 }],
    ['POST', `/v1/tracks/${track}/judgements`, judgement],
    ['POST', '/v1/live/tickets', { sessionId: live.sessionId }],
    ['POST', '/v1/playlists', { strategy: 'match', sessionId: live.sessionId }],
    ['DELETE', `/v1/cards/${randomUUID()}`],
    ['GET', '/v1/playlists/not-an-id'],
    ['GET', '/v1/shares/nothing'],
  ]
  for (const [method, path, body] of attempts) assertProblem(await stranger.call(method, path, body), 404)
  live.close()
})

test('a token after logout is refused at once', async () => {
  const listener = await consenting()
  const response = await fetch(new URL('/v1/auth/logout', house.gateway), {
    method: 'POST',
    headers: { authorization: `Bearer ${listener.token}`, origin: house.page },
  })
  assert.equal(response.status, 204)
  assertProblem(await listener.call('GET', '/v1/playlists'), 401)
  assertProblem(await listener.call('POST', '/v1/live/tickets', {}), 401)
})

test('after all of that everyone is well: the same processes, little memory, and the other session goes on', async () => {
  await bystander.next()
  for (const name of ['gateway', 'inference', 'auth', 'playlist', 'snapshot']) {
    const status = readFileSync(`/proc/${house.pidOf(name)}/status`, 'utf8')
    const residentMb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
    assert.ok(residentMb < 600, `${name} holds ${residentMb} MB`)
    assert.doesNotMatch(readFileSync(`${house.data}/logs/${name}.log`, 'utf8'), /"level":(50|60)/, name)
  }
})
