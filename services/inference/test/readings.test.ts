import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { App } from '@mooddj/platform/app'
import { createParser } from '@mooddj/shared/codec'
import { dominantEmotion } from '@mooddj/shared/emotion'
import { type Landmark, MoodReadingSchema } from '@mooddj/shared/mood'
import { FIXTURE_PHOTOS, readFixturePhoto } from '@mooddj/testkit/fixture-photos'
import sharp from 'sharp'
import { type House, openHouse } from './house.ts'
import { cameraJpeg, claimingSize, plainPicture } from './pictures.ts'

const readings = createParser(MoodReadingSchema)
let house: House
let app: App

before(async () => {
  house = await openHouse()
  app = await house.start()
})
after(() => house.close())

async function post(photo: Uint8Array, { field = 'photo', authorization = house.bearer() } = {}) {
  const form = new FormData()
  form.append(field, new Blob([new Uint8Array(photo)]), 'whatever.bin')
  const body = new Request('http://house/', { method: 'POST', body: form })
  const type = body.headers.get('content-type') ?? ''
  return app.inject({
    method: 'POST',
    url: '/v1/readings',
    headers: { 'content-type': type, ...(authorization && { authorization }) },
    payload: Buffer.from(await body.arrayBuffer()),
  })
}

async function refusal(photo: Uint8Array, options = {}) {
  const response = await post(photo, options)
  assert.match(String(response.headers['content-type']), /^application\/problem\+json/)
  return [response.statusCode, response.json().code]
}

test('every face of the fixture photos is found, and who laughs is happy by name', async () => {
  for (const [index, { faces, smiles }] of FIXTURE_PHOTOS.entries()) {
    const response = await post(readFixturePhoto(index))
    assert.equal(response.statusCode, 200)
    const reading = readings.parse(response.json())
    assert.equal(reading.number, 0)
    assert.equal(reading.faces.length, faces, `photo ${index + 1}`)
    assert.deepEqual(
      reading.faces.map(({ box }) => box[2] * box[3]),
      reading.faces.map(({ box }) => box[2] * box[3]).toSorted((a, b) => b - a),
    )
    for (const { box, landmarks } of reading.faces) {
      const [leftEye, rightEye, nose, mouth, leftEar, rightEar] = landmarks
      const [x, y, width, height] = box
      const isIn = ([across, down]: Landmark) =>
        across > x && across < x + width && down > y && down < y + height
      assert.ok([leftEye, rightEye, nose, mouth].every(isIn), `photo ${index + 1} at ${x}, ${y}`)
      assert.ok(leftEar[0] < rightEye[0] && leftEye[0] < rightEar[0] && leftEye[0] < rightEye[0])
      assert.ok(leftEye[1] < nose[1] && rightEye[1] < nose[1] && nose[1] < mouth[1])
    }
    for (const [x, y] of smiles) {
      const face = reading.faces.find(
        ({ box }) => x > box[0] && x < box[0] + box[2] && y > box[1] && y < box[1] + box[3],
      )
      assert.ok(face, `photo ${index + 1} has a face at ${x}, ${y}`)
      assert.equal(dominantEmotion(face.probabilities), 'happy', `photo ${index + 1} at ${x}, ${y}`)
      assert.ok(face.valence > 0.3)
    }
  }
})

test('PNG and WebP are read like JPEG, with transparency, in gray and in 16 bit', async () => {
  const small = sharp(readFixturePhoto(2)).resize(900)
  const pictures = {
    png: await small.clone().png().toBuffer(),
    transparent: await small.clone().ensureAlpha(0.9).png().toBuffer(),
    gray: await small.clone().grayscale().jpeg().toBuffer(),
    deep: await small.clone().toColourspace('rgb16').png().toBuffer(),
    cmyk: await small.clone().toColourspace('cmyk').jpeg().toBuffer(),
    webp: await small.clone().webp().toBuffer(),
  }
  for (const [name, picture] of Object.entries(pictures)) {
    const response = await post(picture)
    assert.equal(response.statusCode, 200, name)
    assert.equal(readings.parse(response.json()).faces.length, 3, name)
  }
})

test('a picture that lies on its side by its EXIF orientation is read upright', async () => {
  const sideways = await sharp(readFixturePhoto(2))
    .resize(900)
    .rotate(90)
    .withMetadata({ orientation: 8 })
    .jpeg()
    .toBuffer()
  const { faces } = readings.parse((await post(sideways)).json())
  assert.equal(faces.length, 3)
  assert.ok(faces.every(({ box }) => box[1] < 0.4))
})

test('a face that fills the picture is one face', async () => {
  for (const [photo, left, top, width, height] of [
    [2, 595, 357, 170, 226],
    [5, 1175, 375, 170, 170],
    [2, 1490, 350, 210, 210],
  ] as const) {
    const close = await cameraJpeg(photo, { part: { left, top, width, height } })
    assert.equal(readings.parse((await post(close)).json()).faces.length, 1)
  }
})

test('what is neither JPEG, PNG nor WebP by its content is refused, whatever it is called', async () => {
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
  )
  const gif = await plainPicture(20, 20).gif().toBuffer()
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(2_000)])
  for (const upload of [svg, gif, zip]) {
    assert.deepEqual(await refusal(upload), [415, 'PHOTO_UNSUPPORTED'])
  }
})

test('a picture bomb is refused by its header before it is decoded', async () => {
  const bomb = await plainPicture(12_000, 8_000).png().toBuffer()
  const jpeg = claimingSize(await plainPicture(64, 64).jpeg().toBuffer(), 60_000, 60_000)
  const started = performance.now()
  assert.deepEqual(await refusal(bomb), [422, 'PHOTO_TOO_MANY_PIXELS'])
  assert.deepEqual(await refusal(jpeg), [422, 'PHOTO_TOO_MANY_PIXELS'])
  assert.ok(performance.now() - started < 2_000)
})

test('a damaged picture is refused', async () => {
  const jpeg = readFixturePhoto(0)
  assert.deepEqual(await refusal(jpeg.subarray(0, 40_000)), [422, 'PHOTO_UNREADABLE'])
  const png = await sharp(jpeg).resize(300).png().toBuffer()
  assert.deepEqual(await refusal(png.subarray(0, png.length / 2)), [422, 'PHOTO_UNREADABLE'])
  const webp = await sharp(jpeg).resize(300).webp().toBuffer()
  assert.deepEqual(await refusal(webp.subarray(0, webp.length / 2)), [422, 'PHOTO_UNREADABLE'])
})

test('a file over 8 MiB is refused', async () => {
  const large = Buffer.concat([readFixturePhoto(0), Buffer.alloc(9_000_000)])
  assert.deepEqual(await refusal(large), [413, 'PHOTO_TOO_LARGE'])
})

test('an upload without a photo is refused', async () => {
  assert.deepEqual(await refusal(readFixturePhoto(0), { field: 'picture' }), [400, 'PHOTO_MISSING'])
  assert.deepEqual(await refusal(new Uint8Array(0)), [400, 'PHOTO_MISSING'])
})

test('without a good token nothing is read', async () => {
  assert.deepEqual(await refusal(readFixturePhoto(0), { authorization: '' }), [401, 'TOKEN_MISSING'])
  assert.deepEqual(await refusal(readFixturePhoto(0), { authorization: 'Bearer x.y.z' }), [
    401,
    'TOKEN_INVALID',
  ])
})

test('more uploads at once than there is room for are told when to come back', async () => {
  const photo = await sharp(readFixturePhoto(0)).resize(300).jpeg().toBuffer()
  const responses = await Promise.all(Array.from({ length: 24 }, () => post(photo)))
  const busy = responses.filter(({ statusCode }) => statusCode === 503)
  assert.ok(busy.length > 0)
  assert.ok(busy.every(({ headers }) => Number(headers['retry-after']) > 0))
  assert.equal(responses.filter(({ statusCode }) => statusCode === 200).length, 24 - busy.length)
  assert.equal((await post(photo)).statusCode, 200)
})
