import { CardSchema } from '@mooddj/shared/card'
import { accountDeleted, cardDrawn, spotifyUnlinked } from '@mooddj/shared/channels'
import { createParser } from '@mooddj/shared/codec'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import jsqr from 'jsqr'
import sharp from 'sharp'
import { Type } from 'typebox'
import { openHouse, type House } from './house.ts'

const cards = createParser(CardSchema)
const pages = createParser(
  Type.Object({ cards: Type.Array(CardSchema), nextCursor: Type.Union([Type.String(), Type.Null()]) }),
)
const problems = createParser(Type.Object({ code: Type.String() }))

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const picture = (format: 'jpeg' | 'png' | 'webp' | 'gif', width = 320) =>
  sharp({ create: { width, height: 240, channels: 3, background: '#a86' } })
    .toFormat(format)
    .toBuffer()

test('a photo and a playlist become a card that whoever has its link can see', async () => {
  const { account, playlistId } = house.listener()
  const response = await house.postCard(account, { photo: await picture('png'), playlistId })
  assert.equal(response.statusCode, 201, response.body)
  const card = cards.parseText(response.body)
  assert.equal(card.design, 'neon')
  assert.ok(card.imageUrl.startsWith('http://moods.example:3000/v1/cards/images/'))

  const image = await house.getImage(card.imageUrl)
  assert.equal(image.statusCode, 200)
  assert.equal(image.headers['content-type'], 'image/jpeg')
  assert.equal(image.headers['cache-control'], 'no-store')
  assert.equal(image.headers['x-robots-tag'], 'noindex')
  const { width, height } = await sharp(image.rawPayload).metadata()
  assert.deepEqual([width, height], [1080, 1920])
})

test('the picture is a JPEG unless PNG is asked for by name, and says that this depends on Accept', async () => {
  const { account, playlistId } = house.listener()
  const { body } = await house.postCard(account, { photo: await picture('jpeg'), playlistId })
  const { imageUrl } = cards.parseText(body)
  const firefox = 'image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5'
  const chromium = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'
  for (const [accept, format] of [
    ['image/png', 'png'],
    ['IMAGE/PNG;q=0.9, */*;q=0.1', 'png'],
    ['image/png, image/jpeg;q=0.5', 'png'],
    ['image/jpeg, image/png;q=0.5', 'jpeg'],
    ['image/png;q=0, */*', 'jpeg'],
    ['image/*', 'jpeg'],
    [firefox, 'jpeg'],
    [chromium, 'jpeg'],
  ] as const) {
    const image = await house.getImage(imageUrl, accept)
    assert.equal(image.headers['content-type'], `image/${format}`, accept)
    assert.match(String(image.headers['vary']), /accept/i)
    const found = await sharp(image.rawPayload).metadata()
    assert.deepEqual([found.format, found.width, found.height, found.exif], [format, 1080, 1920, undefined])
  }
})

test('an order may tell the language, where the face is and the time zone, and what is none of these is named', async () => {
  const { account, playlistId } = house.listener()
  const photo = await picture('jpeg')
  const post = (fields: Record<string, string>) => house.postCard(account, { photo, playlistId, fields })
  const told = await post({ language: 'ar', face: '0.2, 0.1,0.5,0.6', timeZone: 'Asia/Riyadh' })
  assert.equal(told.statusCode, 201, told.body)
  for (const [fields, code] of [
    [{ language: 'fr' }, 'LANGUAGE_UNKNOWN'],
    [{ face: '0.2,0.1,0.5' }, 'FACE_MALFORMED'],
    [{ face: '0.2,0.1,0.5,1.5' }, 'FACE_MALFORMED'],
    [{ face: '0.2,0.1,0,0.5' }, 'FACE_MALFORMED'],
    [{ face: '0.2,,0.1,0.5' }, 'FACE_MALFORMED'],
    [{ face: '0.2,NaN,0.1,0.5' }, 'FACE_MALFORMED'],
    [{ timeZone: 'Mars/Olympus' }, 'TIME_ZONE_UNKNOWN'],
  ] as const) {
    const { statusCode, body } = await post(fields)
    assert.deepEqual([statusCode, problems.parseText(body).code], [400, code], JSON.stringify(fields))
  }
})

test('a minimal card, which shows no photo, can be had without one', async () => {
  const { account, playlistId } = house.listener()
  const response = await house.postCard(account, { playlistId, design: 'minimal' })
  assert.equal(response.statusCode, 201, response.body)
  const refused = await house.postCard(account, { playlistId, design: 'glass' })
  assert.deepEqual([refused.statusCode, problems.parseText(refused.body).code], [400, 'PHOTO_MISSING'])
})

test('a drawn card is told as an event', async () => {
  const { account, playlistId } = house.listener()
  const told = house.nextEvent(cardDrawn, account)
  const card = cards.parseText(
    (await house.postCard(account, { photo: await picture('jpeg'), playlistId })).body,
  )
  assert.equal((await told).cardId, card.id)
})

test('the same request sent twice draws one card', async () => {
  const { account, playlistId } = house.listener()
  const request = { photo: await picture('jpeg'), playlistId, key: randomUUID() }
  const [first, second] = await Promise.all([
    house.postCard(account, request),
    house.postCard(account, request),
  ])
  assert.equal(cards.parseText(first.body).id, cards.parseText(second.body).id)
  const third = await house.postCard(account, request)
  assert.equal(cards.parseText(third.body).id, cards.parseText(first.body).id)
  assert.equal(pages.parseText((await house.get(account, '/v1/cards')).body).cards.length, 1)
})

test('own cards come in pages, newest first', async () => {
  const { account, playlistId } = house.listener()
  const made: string[] = []
  for (let count = 0; count < 3; count += 1) {
    const { body } = await house.postCard(account, {
      photo: await picture('jpeg'),
      playlistId,
      design: 'minimal',
    })
    made.unshift(cards.parseText(body).id)
  }
  const first = pages.parseText((await house.get(account, '/v1/cards?limit=2')).body)
  const second = pages.parseText(
    (await house.get(account, `/v1/cards?limit=2&cursor=${first.nextCursor}`)).body,
  )
  assert.deepEqual(
    [...first.cards, ...second.cards].map(({ id }) => id),
    made,
  )
  assert.equal(second.nextCursor, null)
})

test('a deleted card is gone for everyone at once', async () => {
  const { account, playlistId } = house.listener()
  const card = cards.parseText(
    (await house.postCard(account, { photo: await picture('jpeg'), playlistId })).body,
  )
  const stranger = house.listener().account
  assert.equal((await house.delete(stranger, `/v1/cards/${card.id}`)).statusCode, 404)
  assert.equal((await house.delete(account, `/v1/cards/${card.id}`)).statusCode, 204)
  assert.equal((await house.getImage(card.imageUrl)).statusCode, 404)
  assert.equal((await house.delete(account, `/v1/cards/${card.id}`)).statusCode, 404)
  assert.equal((await house.delete(account, '/v1/cards/not-an-id')).statusCode, 404)
})

test('an expired card cannot be seen though it is not swept yet, and the same request draws a new one', async () => {
  const { account, playlistId } = house.listener()
  const request = { photo: await picture('jpeg'), playlistId, key: randomUUID() }
  const card = cards.parseText((await house.postCard(account, request)).body)
  await house.sql(`update snapshot.cards set expires_at = now() - interval '1 second' where id = $1`, [
    card.id,
  ])
  assert.equal((await house.getImage(card.imageUrl)).statusCode, 404)
  assert.equal((await house.getImage(card.imageUrl, 'image/png')).statusCode, 404)
  assert.deepEqual(pages.parseText((await house.get(account, '/v1/cards')).body).cards, [])
  const again = cards.parseText((await house.postCard(account, request)).body)
  assert.notEqual(again.id, card.id)
  assert.equal((await house.getImage(again.imageUrl)).statusCode, 200)
  assert.equal((await house.getImage(card.imageUrl)).statusCode, 404)
})

test('deleting an account erases its cards, and a late order does not bring them back', async () => {
  const { account, playlistId } = house.listener()
  const card = cards.parseText(
    (await house.postCard(account, { photo: await picture('jpeg'), playlistId })).body,
  )
  await house.tell(accountDeleted, account, { accountId: account, deletedAt: new Date().toISOString() })
  await house.until(async () => (await house.getImage(card.imageUrl)).statusCode === 404)
  const late = await house.postCard(account, { photo: await picture('jpeg'), playlistId })
  assert.equal(late.statusCode, 401)
  assert.equal(await house.rowsNaming(account), 1, 'only the tombstone names the account')
})

test('the code of a card opens the playlist in Spotify once it has its tracks there, and its own page before', async () => {
  for (const [state, opens] of [
    ['created', 'http://moods.example:3000/s/kX3v9QzT0aBcDeFgHiJkLm'],
    ['filled', 'https://open.spotify.com/playlist/abc'],
    ['covered', 'https://open.spotify.com/playlist/abc'],
  ] as const) {
    const { account, playlistId } = house.spotifyListener(state)
    const { body } = await house.postCard(account, { photo: await picture('jpeg'), playlistId })
    const image = await house.getImage(cards.parseText(body).imageUrl)
    const { data, info } = await sharp(image.rawPayload)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    assert.equal(jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data, opens)
  }
})

test('unlinking Spotify erases the cards that show something of it, and no others', async () => {
  const { account, playlistId } = house.spotifyListener('covered')
  const other = house.listener()
  const draw = async (whose: { account: string; playlistId: string }) =>
    cards.parseText((await house.postCard(whose.account, { photo: await picture('jpeg'), ...whose })).body)
  const card = await draw({ account, playlistId })
  const others = await draw(other)
  for (const accountId of [other.account, account])
    await house.tell(spotifyUnlinked, accountId, {
      accountId,
      reason: 'unlinked',
      unlinkedAt: new Date().toISOString(),
    })
  await house.until(async () => (await house.getImage(card.imageUrl)).statusCode === 404)
  assert.equal((await house.getImage(others.imageUrl)).statusCode, 200)
})

test('someone else’s playlist, an unknown one and a revoked one give no card', async () => {
  const { account, playlistId } = house.listener()
  const stranger = house.listener().account
  const photo = await picture('jpeg')
  assert.equal((await house.postCard(stranger, { photo, playlistId })).statusCode, 404)
  assert.equal((await house.postCard(account, { photo, playlistId: '../../auth/me' })).statusCode, 404)
  for (const odd of ['.', '..', '\u0000', 'x'.repeat(1_000)]) {
    const response = await house.postCard(account, { photo, playlistId: odd })
    assert.deepEqual(
      [response.statusCode, problems.parseText(response.body).code],
      [404, 'PLAYLIST_NOT_FOUND'],
    )
  }
  const unnamed = await house.postCard(account, { photo, playlistId: '' })
  assert.deepEqual([unnamed.statusCode, problems.parseText(unnamed.body).code], [400, 'PLAYLIST_ID_MISSING'])
  const revoked = await house.postCard(account, { photo, playlistId: house.revoke(playlistId) })
  assert.deepEqual([revoked.statusCode, problems.parseText(revoked.body).code], [409, 'SHARE_REVOKED'])
})

test('what is no picture, too large or damaged is refused by name, and the service lives on', async () => {
  const { account, playlistId } = house.listener()
  const jpeg = await picture('jpeg')
  const bomb = Buffer.from(await picture('png'))
  bomb.writeUInt32BE(50_000, 16)
  bomb.writeUInt32BE(50_000, 20)
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')
  const cases: [name: string, photo: Buffer | undefined, status: number, code: string][] = [
    ['nothing', undefined, 400, 'PHOTO_MISSING'],
    ['zero bytes', Buffer.alloc(0), 400, 'PHOTO_MISSING'],
    ['an SVG', svg, 415, 'PHOTO_UNSUPPORTED'],
    ['a GIF', await picture('gif'), 415, 'PHOTO_UNSUPPORTED'],
    ['a zip', Buffer.from('PK\u0003\u0004 and more'), 415, 'PHOTO_UNSUPPORTED'],
    ['2,500 megapixels by its header', bomb, 422, 'PHOTO_TOO_MANY_PIXELS'],
    ['a JPEG cut in half', jpeg.subarray(0, jpeg.length / 2), 422, 'PHOTO_UNREADABLE'],
    ['9 MB', Buffer.concat([jpeg, Buffer.alloc(9 * 1024 * 1024)]), 413, 'PHOTO_TOO_LARGE'],
  ]
  for (const [name, photo, status, code] of cases) {
    const response = await house.postCard(account, { photo, playlistId })
    assert.deepEqual([response.statusCode, problems.parseText(response.body).code], [status, code], name)
  }
  assert.equal((await house.postCard(account, { photo: jpeg, playlistId, design: 'sepia' })).statusCode, 400)
  assert.equal((await house.postCard(account, { photo: jpeg })).statusCode, 400)
  assert.equal((await house.postCard(undefined, { photo: jpeg, playlistId })).statusCode, 401)
  assert.equal((await house.postCard(account, { photo: jpeg, playlistId })).statusCode, 201)
})

test('an address that cannot be a card’s is not found, whatever is in it', async () => {
  for (const token of ['%00', `${'a'.repeat(21)}%00`, 'a'.repeat(90)]) {
    const { statusCode, body } = await house.getImage(`http://moods.example:3000/v1/cards/images/${token}`)
    assert.deepEqual([statusCode, problems.parseText(body).code], [404, 'CARD_NOT_FOUND'], token)
  }
})

test('a form that does not parse is named, and is no failure of ours', async () => {
  const { account } = house.listener()
  const part = '--b\r\ncontent-disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\nhalf'
  for (const [type, form] of [
    ['multipart/form-data', 'x'],
    ['multipart/form-data; boundary=b', 'garbage'],
    ['multipart/form-data; boundary=b', part],
  ] as const) {
    const { statusCode, body } = await house.postForm(account, form, type)
    assert.deepEqual([statusCode, problems.parseText(body).code], [400, 'UPLOAD_MALFORMED'], form)
  }
})

test('more uploads at once than memory is meant for are asked to come back, and the others get their cards', async () => {
  const { account, playlistId } = house.listener()
  const photo = await picture('jpeg')
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => house.postCard(account, { photo, playlistId })),
  )
  const refused = answers.filter(({ statusCode }) => statusCode !== 201)
  assert.ok(answers.length - refused.length >= 24)
  assert.ok(refused.length > 0)
  for (const { statusCode, headers } of refused)
    assert.deepEqual([statusCode, headers['retry-after']], [503, '2'])
})
