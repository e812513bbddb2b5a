import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openPictureStore } from '../src/picture-store.ts'
import { wholeFace } from '../src/whole-face.ts'
import { testFolder } from './folder.ts'
import { zip } from './zip.ts'

const folder = testFolder()
const bytes = (value: number) => Uint8Array.of(value)

const FILES = new Map([
  ['faces/one.png', bytes(1)],
  ['faces/deep/two.png', bytes(2)],
  ['left/twin.png', bytes(3)],
  ['right/twin.png', bytes(4)],
])

test('an archive and a folder find a picture by its path, the end of its path or its bare name', async () => {
  const archive = join(folder, 'pictures.zip')
  writeFileSync(archive, zip(FILES))
  const loose = join(folder, 'loose')
  for (const [path, content] of FILES) {
    mkdirSync(join(loose, path, '..'), { recursive: true })
    writeFileSync(join(loose, path), content)
  }
  for (const place of [archive, loose]) {
    const store = await openPictureStore(place)
    const read = async (file: string) => (await store.read(file))?.[0]
    assert.equal(await read('faces/one.png'), 1)
    assert.equal(await read('./deep/two.png'), 2)
    assert.equal(await read('elsewhere/two.png'), 2)
    assert.equal(await read('right/twin.png'), 4)
    assert.equal(await read('twin.png'), undefined, 'two pictures could be meant')
    assert.equal(await read('three.png'), undefined)
    store.close()
  }
})

test('what is no archive, or a broken one, is said in a plain sentence', async () => {
  const broken = join(folder, 'broken.zip')
  writeFileSync(broken, zip(FILES).subarray(0, 100))
  await assert.rejects(openPictureStore(broken), {
    name: 'PlainError',
    message: /broken\.zip is not a ZIP archive/,
  })
  await assert.rejects(openPictureStore('/nowhere.zip'), {
    name: 'PlainError',
    message: /There are no pictures at/,
  })
})

const gray = (values: readonly number[]) => Uint8Array.from(values.flatMap((value) => [value, value, value]))
const redOf = ({ pixels }: { pixels: Uint8Array }) => [...pixels].filter((_, index) => index % 3 === 0)

test('a crop is averaged where it shrinks and interpolated between pixel centres where it grows', () => {
  const shrunk = wholeFace({ width: 4, height: 2, pixels: gray([0, 10, 100, 110, 20, 30, 120, 130]) }, 2)
  assert.deepEqual(redOf(shrunk), [5, 105, 25, 125])
  const thirds = wholeFace({ width: 3, height: 1, pixels: gray([0, 90, 240]) }, 2)
  assert.deepEqual(redOf(thirds), [30, 190, 30, 190])
  const grown = wholeFace({ width: 2, height: 2, pixels: gray([0, 80, 0, 80]) }, 4)
  assert.deepEqual(redOf(grown).slice(0, 4), [0, 20, 60, 80])
})
