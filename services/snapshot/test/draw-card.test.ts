import type { CardContent } from '@mooddj/card/card-content'
import { CARD_DESIGNS } from '@mooddj/shared/card'
import { EMOTIONS } from '@mooddj/shared/emotion'
import jsqr from 'jsqr'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { draw } from '../src/draw-worker.ts'

const LINK = 'https://moods.example/s/kX3v9QzT0aBcDeFgHiJkLm'

const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#c08060' } })
  .jpeg()
  .withExif({ IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
  .toBuffer()

const content: CardContent = {
  design: 'neon',
  language: 'en',
  emotion: 'happy',
  strategy: 'cheer-up',
  title: 'Golden hour, slowly',
  tracks: [{ title: 'Paper Lanterns', artist: 'Seed Garden' }],
  energy: [-0.5, 0, 0.5],
  path: [
    { valence: -0.75, arousal: -0.5 },
    { valence: 0.9, arousal: 0.4 },
  ],
  link: LINK,
  drawnAt: '2026-11-22T12:00:00.000Z',
  timeZone: 'UTC',
}

async function drawn(changes: Partial<CardContent> = {}): Promise<Uint8Array> {
  const result = await draw({ content: { ...content, ...changes }, photo, face: undefined })
  assert.ok('jpeg' in result)
  return result.jpeg
}

async function readQrCode(picture: Uint8Array): Promise<string | undefined> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data
}

for (const design of CARD_DESIGNS) {
  test(`the ${design} card is a 1080×1920 JPEG whose code an independent reader reads`, async () => {
    const jpeg = await drawn({ design })
    const { format, width, height } = await sharp(jpeg).metadata()
    assert.deepEqual({ format, width, height }, { format: 'jpeg', width: 1080, height: 1920 })
    assert.equal(await readQrCode(jpeg), LINK)
  })
}

test('the code survives JPEG at quality 60 and a card at half its size', async () => {
  const small = await sharp(await drawn())
    .resize({ width: 540 })
    .jpeg({ quality: 60 })
    .toBuffer()
  assert.equal(await readQrCode(small), LINK)
})

test('a card can be drawn for each of the seven emotions, and no two look the same', async () => {
  const looks = new Set<string>()
  for (const emotion of EMOTIONS) looks.add(Buffer.from(await drawn({ emotion })).toString('base64'))
  assert.equal(looks.size, EMOTIONS.length)
})

test('a very long title, a link at the longest and one track alone still give a readable card', async () => {
  const link = `${LINK}?${'x'.repeat(180)}`
  const jpeg = await drawn({ title: 'Endless '.repeat(60), link, energy: [0.2] })
  assert.equal(await readQrCode(jpeg), link)
})

test('nothing of the photo file but its picture reaches the card', async () => {
  const { exif } = await sharp(await drawn()).metadata()
  assert.equal(exif, undefined)
})

test('a photo whose header is good and whose picture is cut off is told to be unreadable', async () => {
  assert.deepEqual(await draw({ content, photo: photo.subarray(0, photo.length / 2), face: undefined }), {
    unreadable: true,
  })
})
