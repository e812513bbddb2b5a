import type { CardContent } from '@mooddj/card/card-content'
import { CARD_DESIGNS } from '@mooddj/shared/card'
import { EMOTIONS } from '@mooddj/shared/emotion'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { draw } from '../src/draw-worker.ts'
import { photoPixels } from '../src/photo-pixels.ts'
import { CONTENT, LINK } from './card-canvas.ts'
import { readCodes } from './code-readers.ts'

/** As long as a link becomes: a public address of 60 characters, and Spotify's. */
const LONGEST = `https://${'moods.'.repeat(8)}org/s/kX3v9QzT0aBcDeFgHiJkLm`
const SPOTIFY = 'https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M'

const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#c08060' } })
  .jpeg()
  .withExif({ IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
  .toBuffer()

async function drawn(changes: Partial<CardContent> = {}): Promise<Uint8Array> {
  const result = await draw({ content: { ...CONTENT, ...changes }, photo, face: undefined })
  assert.ok('jpeg' in result)
  return result.jpeg
}

for (const [design, link] of [
  ['neon', LONGEST],
  ['glass', LONGEST],
  ['minimal', LONGEST],
  ['neon', SPOTIFY],
] as const) {
  test(`the code of a ${design} card of ${link.length} characters is read at a quarter of its size, after JPEG at quality 60, turned by 2°, and all at once`, async () => {
    const jpeg = await drawn({ design, link })
    const { format, width, height } = await sharp(jpeg).metadata()
    assert.deepEqual({ format, width, height }, { format: 'jpeg', width: 1080, height: 1920 })
    const turned = await sharp(jpeg).rotate(2).toBuffer()
    const [quarter, turnedQuarter] = [
      sharp(jpeg).resize({ width: 270 }),
      sharp(turned).resize({ width: 270 }),
    ]
    const cases = {
      small: await quarter.clone().png().toBuffer(),
      squeezed: await sharp(jpeg).jpeg({ quality: 60 }).toBuffer(),
      turned,
      all: await turnedQuarter.jpeg({ quality: 60 }).toBuffer(),
    }
    for (const [name, picture] of Object.entries(cases))
      assert.deepEqual((await readCodes(picture)).texts, [link, link], name)
  })
}

test('the code keeps four light modules on every side, on solid ground', async () => {
  const { data, info } = await sharp(await drawn({ design: 'glass' }))
    .extract({ left: 1080 - 88 - 432, top: 1144, width: 432, height: 432 })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  // 33 modules and two quiet zones of four in 432 pixels: ten pixels each.
  for (let at = 0; at < 40; at += 1) {
    for (const along of [60, 216, 380]) {
      assert.ok((data[at * info.width + along] ?? 0) > 235, `${at} from the top`)
      assert.ok((data[along * info.width + at] ?? 0) > 235, `${at} from the left`)
    }
  }
})

test('a card in Arabic has its code on the left, one in English on the right', async () => {
  const place = async (language: CardContent['language']) => (await readCodes(await drawn({ language }))).left
  assert.ok(Number(await place('ar')) < 300)
  assert.ok(Number(await place('en')) > 540)
})

test('a card can be drawn for each of the seven emotions, and no two look the same', async () => {
  const looks = new Set<string>()
  for (const emotion of EMOTIONS) looks.add(Buffer.from(await drawn({ emotion })).toString('base64'))
  assert.equal(looks.size, EMOTIONS.length)
})

test('two playlists that differ in nothing but their energy have different waves, in every design', async () => {
  for (const design of CARD_DESIGNS) {
    const [rising, falling] = [
      await drawn({ design, energy: [-1, 1] }),
      await drawn({ design, energy: [1, -1] }),
    ]
    assert.notDeepEqual(rising, falling, design)
  }
})

test('a link far longer than any of ours still gives a code that is read', async () => {
  const link = `${LINK}?${'x'.repeat(180)}`
  assert.deepEqual((await readCodes(await drawn({ link, title: 'Endless '.repeat(60) }))).texts, [link, link])
})

test('nothing of the photo file but its picture reaches the card', async () => {
  const { exif, xmp, iptc } = await sharp(await drawn()).metadata()
  assert.deepEqual([exif, xmp, iptc], [undefined, undefined, undefined])
})

test('a photo whose header is good and whose picture is cut off is told to be unreadable', async () => {
  const cut = photo.subarray(0, photo.length / 2)
  assert.deepEqual(await draw({ content: CONTENT, photo: cut, face: undefined }), { unreadable: true })
})

test('the photo is cut round the face that is told, upright whatever way the camera was held', async () => {
  const red = { create: { width: 40, height: 40, channels: 3, background: '#ff0000' } } as const
  const grey = sharp({ create: { width: 640, height: 480, channels: 3, background: '#808080' } })
  // As seen upright, 480 wide and 640 high, the red face is at the top right; the file lies on its side (EXIF 6).
  const lying = await grey
    .composite([{ input: red, left: 60, top: 40 }])
    .withExif({ IFD0: {} })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const face = [(480 - 80) / 480, 60 / 640, 40 / 480, 40 / 640] as const
  const shown = await photoPixels(lying, { width: 100, height: 100 }, face)
  assert.ok(shown)
  const middle = 4 * (46 * shown.width + Math.floor(shown.width / 2))
  const [r = 0, g = 0] = shown.pixels.subarray(middle)
  assert.ok(r > 200 && g < 80, `the middle is ${r}, ${g}`)
})

test('text on glass keeps a contrast of 4.5 : 1 before the brightest photo, in every mood', async () => {
  const white = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer()
  const light = ([r = 0, g = 0, b = 0]: readonly number[]) => {
    const linear = [r, g, b].map((value) =>
      value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0)
  }
  const ink = light([0xc3, 0xc0, 0xd6])
  for (const emotion of EMOTIONS) {
    const result = await draw({
      content: { ...CONTENT, emotion, design: 'glass', tracks: [] },
      photo: white,
      face: undefined,
    })
    assert.ok('jpeg' in result)
    // Between the lines of text, where the ground is what the letters stand on.
    for (const top of [1070, 1110, 1300, 1480]) {
      const area = { left: 120, top, width: 200, height: 8 }
      const { channels } = await sharp(await sharp(result.jpeg).extract(area).toBuffer()).stats()
      const ground = light(channels.map(({ max }) => max))
      const contrast = (ink + 0.05) / (ground + 0.05)
      assert.ok(contrast >= 4.5, `${emotion} at ${top}: ${contrast.toFixed(2)}`)
    }
  }
})

test('any photo gives a card: a pixel, a strip, one with alpha, and a face told at the very edge', async () => {
  const strange = await Promise.all([
    sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
    sharp({ create: { width: 3000, height: 8, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer(),
    sharp({ create: { width: 5, height: 2000, channels: 4, background: '#ffffff22' } })
      .webp()
      .toBuffer(),
    sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff' } })
      .toColourspace('b-w')
      .jpeg()
      .toBuffer(),
  ])
  const faces = [undefined, [0, 0, 0.001, 0.001], [1, 1, 1, 1], [0.99, 0, 0.01, 1]] as const
  for (const photo of strange) {
    for (const face of faces)
      assert.ok(
        await photoPixels(photo, { width: 904, height: 652 }, face),
        `${photo.length} ${String(face)}`,
      )
  }
})
