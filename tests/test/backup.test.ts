import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { SignedInSchema } from '@mooddj/shared/account'
import { CardSchema } from '@mooddj/shared/card'
import { moodSettled, sessionOpened } from '@mooddj/shared/channels'
import { subjectOf } from '@mooddj/shared/channel'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { waitUntil } from '@mooddj/dj/wait'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type NatsConnection, connect } from '@nats-io/transport-node'
import { type KeepingHouse, createKeepingHouse } from './keeping-house.ts'

const signedIn = createParser(SignedInSchema)
const playlists = createParser(PlaylistSchema)
const cards = createParser(CardSchema)
const signingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

/** Somebody who registered, made a playlist and a card of it. */
async function createOwner(house: KeepingHouse) {
  const login = { email: `${randomUUID()}@example.org`, password: 'correct horse battery' }
  const registered = await house.call('auth', 'POST', '/v1/auth/register', { ...login, displayName: 'Ada' })
  const { user, accessToken: token } = signedIn.parseText(registered.text)
  const wish = { strategy: 'match', mood: 'happy' }
  const playlist = playlists.parseText(
    (await house.call('playlist', 'POST', '/v1/playlists', wish, token)).text,
  )
  const form = new FormData()
  form.append('playlistId', playlist.id)
  form.append('photo', new Blob([new Uint8Array(await smilingFrame())]), 'me.jpg')
  const card = cards.parseText((await house.call('snapshot', 'POST', '/v1/cards', form, token)).text)
  const image = new URL(card.imageUrl).pathname
  const share = `/v1/shares/${playlist.shareUrl?.split('/s/')[1]}`
  return { accountId: user.id, login, token, playlist, image, share }
}

async function openLine(house: KeepingHouse): Promise<NatsConnection> {
  const { host, username: user, password: pass } = new URL(house.servers.natsUrl)
  return connect({ servers: host, user, pass })
}

/** Where each consumer stands: the last event before which it has handled all. */
async function positions(line: NatsConnection): Promise<Map<string, number>> {
  const manager = await jetstreamManager(line)
  const found = new Map<string, number>()
  for await (const { name, ack_floor } of manager.consumers.list('every'))
    found.set(name, ack_floor.stream_seq)
  return found
}

describe('a house that was backed up while it ran', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-backup-'))
  const file = join(folder, 'house.tar')
  const deletions = join(folder, 'deletions.tar')
  let house: KeepingHouse
  let other: KeepingHouse
  before(async () => {
    ;[house, other] = await Promise.all([createKeepingHouse(signingKey), createKeepingHouse(signingKey)])
  })
  after(async () => {
    await Promise.all([house.close(), other.close()])
    rmSync(folder, { recursive: true, force: true })
  })

  test('is put back elsewhere with its people, playlists, cards, and events that nobody had handled yet', async () => {
    await house.migrate()
    await house.open()
    const owner = await createOwner(house)
    const leaver = await createOwner(house)
    await house.end('playlist')
    // Told while playlist is away: what it has yet to handle goes along.
    const line = await openLine(house)
    const js = jetstream(line)
    const sessionId = randomUUID()
    const { accountId } = owner
    const now = new Date().toISOString()
    const mood = { emotion: 'sad', valence: -0.6, arousal: -0.4, confidence: 0.8, faces: 1 } as const
    const opened = sessionOpened.codec.encode({ sessionId, accountId, openedAt: now })
    const settled = { sessionId, accountId, ...mood, source: 'camera', settledAt: now } as const
    await js.publish(subjectOf(sessionOpened, accountId), opened)
    await js.publish(subjectOf(moodSettled, accountId), moodSettled.codec.encode(settled))

    // Others go on telling all the time.
    let isOver = false
    const stranger = randomUUID()
    const telling = (async () => {
      for (let number = 1; !isOver; number += 1)
        await js.publish(`every.thing.done.v1.${stranger}`, JSON.stringify({ number }), {
          msgID: `n-${number}`,
        })
    })()
    const output = await house.dj('backup', file)
    isOver = true
    await telling
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const [, copied, late] = /(\d+) events, and (\d+) that came meanwhile/.exec(output) ?? []
    assert.ok(Number(late) > 0, output)
    const stood = await positions(line)
    await line.close()

    // After the backup somebody leaves.
    await house.open()
    assert.equal((await house.call('auth', 'DELETE', '/v1/auth/me', leaver.login, leaver.token)).status, 202)
    await house.dj('backup', '--only-deletions', deletions)
    await house.end()

    await other.dj('restore', file, '--deletions', deletions)
    const otherLine = await openLine(other)
    assert.deepEqual(await positions(otherLine), stood)
    const manager = await jetstreamManager(otherLine)
    const numbers: number[] = []
    for (let seq = 1; ;) {
      const query = { seq, next_by_subj: `every.thing.done.v1.${stranger}` }
      const event = await manager.streams.getMessage('every', query)
      if (event === null) break
      numbers.push(event.json<{ number: number }>().number)
      seq = event.seq + 1
    }
    const { state } = await manager.streams.info('every')
    assert.equal(state.messages, Number(copied) + Number(late))
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index + 1),
      'each once, and none between the first and the last is missing',
    )

    await other.migrate()
    await other.open()
    const back = await other.call('auth', 'POST', '/v1/auth/login', owner.login)
    assert.equal(back.status, 200, back.text)
    const { accessToken } = signedIn.parseText(back.text)
    const found = await other.call(
      'playlist',
      'GET',
      `/v1/playlists/${owner.playlist.id}`,
      undefined,
      accessToken,
    )
    assert.deepEqual(playlists.parseText(found.text), owner.playlist)
    assert.equal((await other.call('snapshot', 'GET', owner.image)).status, 200)
    const pending = { strategy: 'match', sessionId }
    const composed = await other.call('playlist', 'POST', '/v1/playlists', pending, accessToken)
    assert.equal(playlists.parseText(composed.text).emotion, 'sad')

    assert.equal((await other.call('auth', 'POST', '/v1/auth/login', leaver.login)).status, 401)
    const isGone = async () => (await other.call('playlist', 'GET', leaver.share)).status === 404
    const isErased = async () => (await other.call('snapshot', 'GET', leaver.image)).status === 404
    for (const question of [isGone, isErased]) assert.equal(await waitUntil(question, 20_000), true)
    assert.equal((await other.call('playlist', 'GET', owner.share)).status, 200)
    await otherLine.close()
  })
})
