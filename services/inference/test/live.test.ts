import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { dialPrivateWire } from '@mooddj/platform/private-wire'
import { EMOTIONS, dominantEmotion } from '@mooddj/shared/emotion'
import { buildApp } from '../src/app.ts'
import { type House, openHouse, readingOf } from './house.ts'
import { cameraJpeg, claimingSize, plainPicture } from './pictures.ts'

let house: House

before(async () => {
  house = await openHouse()
  await house.start()
})
after(() => house.close())

test('a camera frame becomes a reading that comes back the way it came, with its own number and time', async () => {
  const sentAt = Date.now()
  const reading = readingOf(await house.show('session-a', await cameraJpeg(2), 4_000_000_000))
  assert.equal(reading.number, 4_000_000_000)
  assert.ok(reading.capturedAt >= sentAt && reading.capturedAt <= Date.now())
  assert.equal(reading.faces.length, 3)
  for (const { box, landmarks, probabilities, confidence } of reading.faces) {
    const sum = EMOTIONS.reduce((total, emotion) => total + probabilities[emotion], 0)
    assert.ok(Math.abs(sum - 1) < 1e-6)
    assert.equal(confidence, probabilities[dominantEmotion(probabilities)])
    assert.ok(box.every((share) => share >= 0 && share <= 1))
    assert.ok(landmarks.flat().every((share) => Math.abs(share * 1e4 - Math.round(share * 1e4)) < 1e-8))
  }
  assert.ok(reading.quality.faceSize > 0.1 && reading.quality.brightness > 0.3)
})

test('what cannot be read is named, and the next frame is read', async () => {
  const jpeg = await cameraJpeg(2)
  const bad: [string, Uint8Array, string][] = [
    ['zero bytes', new Uint8Array(0), 'FRAME_UNREADABLE'],
    ['noise', Buffer.alloc(5_000, 0xa7), 'FRAME_UNREADABLE'],
    [
      'text behind a JPEG mark',
      Buffer.concat([jpeg.subarray(0, 4), Buffer.alloc(300, 'x')]),
      'FRAME_UNREADABLE',
    ],
    ['a truncated JPEG', jpeg.subarray(0, jpeg.length / 3), 'FRAME_UNREADABLE'],
    ['only a header', jpeg.subarray(0, 400), 'FRAME_UNREADABLE'],
    ['a PNG', await plainPicture(64, 64).png().toBuffer(), 'FRAME_UNREADABLE'],
    ['50 megapixels by its header', claimingSize(jpeg, 10_000, 5_000), 'FRAME_TOO_LARGE'],
    ['really 6 megapixels', await plainPicture(3_000, 2_000).jpeg().toBuffer(), 'FRAME_TOO_LARGE'],
    ['no pixels by its header', claimingSize(jpeg, 0, 0), 'FRAME_UNREADABLE'],
  ]
  for (const [name, bytes, failure] of bad) {
    const detected = await house.show('session-b', bytes, 7)
    assert.equal(detected.outcome === 'failure' && detected.failure, failure, name)
    assert.equal(detected.outcome === 'failure' && detected.number, 7, name)
  }
  assert.equal(readingOf(await house.show('session-b', jpeg)).faces.length, 3)
})

test('of a burst the newest frame is read, and every frame is answered once', async () => {
  const jpeg = await cameraJpeg(2)
  const answers = house.outcomes('session-c', 30)
  for (let number = 0; number < 30; number++) void house.sendFrame('session-c', number, jpeg)
  const outcomes = await answers
  const numbers = outcomes.map((detected) =>
    detected.outcome === 'reading' ? detected.reading.number : detected.number,
  )
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    Array.from({ length: 30 }, (_, number) => number),
  )
  const read = outcomes.flatMap((detected) =>
    detected.outcome === 'reading' ? [detected.reading.number] : [],
  )
  assert.equal(read.at(-1), 29)
  assert.ok(read.length < 30)
  const failures = outcomes.flatMap((detected) => (detected.outcome === 'failure' ? [detected.failure] : []))
  assert.ok(failures.every((failure) => failure === 'FRAME_DROPPED'))
})

test('a session that sends little is read while another one floods', async () => {
  const jpeg = await cameraJpeg(2)
  for (let number = 0; number < 50; number++) void house.sendFrame('flood', number, jpeg)
  const detected = await house.show('quiet', jpeg, 1)
  assert.equal(detected.outcome, 'reading')
})

test('a face keeps its number while the camera pans, and faces that come in get new ones', async () => {
  // Four people stand in a row; the window starts on the left two and ends on the right three.
  const ids = new Map<number, Set<number>>()
  for (let step = 0; step <= 24; step++) {
    const left = step * 30
    const jpeg = await cameraJpeg(5, { part: { left, top: 60, width: 1160, height: 870 } })
    const { faces } = readingOf(await house.show('session-d', jpeg, step))
    for (const { id, box } of faces) {
      const middle = left + (box[0] + box[2] / 2) * 1160
      const person = [360, 770, 1260, 1580].findIndex((x) => Math.abs(x - middle) < 130)
      assert.notEqual(person, -1, `a face at ${middle}`)
      ids.set(person, (ids.get(person) ?? new Set()).add(id))
    }
  }
  assert.ok(ids.size >= 3)
  for (const [person, seen] of ids) assert.equal(seen.size, 1, `person ${person} was ${[...seen].join(', ')}`)
  assert.equal(new Set([...ids.values()].flatMap((seen) => [...seen])).size, ids.size)
})

test('a face that fills the picture is one face', async () => {
  const close = await cameraJpeg(5, { part: { left: 1165, top: 388, width: 190, height: 143 } })
  const { faces, quality } = readingOf(await house.show('session-g', close))
  assert.equal(faces.length, 1)
  assert.ok(quality.faceSize > 0.8)
})

test('a picture without people is a reading without faces that still tells how light it is', async () => {
  const reading = readingOf(await house.show('session-e', await plainPicture(480, 360).jpeg().toBuffer()))
  assert.deepEqual(reading.faces, [])
  assert.equal(reading.quality.faceSize, 0)
  assert.ok(Math.abs(reading.quality.brightness - 0x77 / 255) < 0.02)
  assert.ok(reading.quality.sharpness < 0.05)
})

test('a second process announces itself with an address of its own, and each reads what it is sent', async () => {
  const first = await house.announcement()
  const started = house.start()
  const second = await house.announcement(({ id }) => id !== first.id)
  await started
  assert.notEqual(second.port, first.port)
  assert.notEqual(second.secret, first.secret)
  const jpeg = await cameraJpeg(2)
  for (const { id } of [first, second]) {
    assert.equal(readingOf(await house.show(`session-f-${id}`, jpeg, 99, id)).number, 99)
  }
})

test('a process says how it is doing: threads, what it can read, and what it did', async () => {
  const jpeg = await cameraJpeg(2)
  const { id } = await house.announcement()
  for (let number = 0; number < 6; number++) await house.show(`session-${number}`, jpeg, number, id)
  const says = await house.announcement((news) => news.id === id && news.sessions >= 6)
  assert.equal(says.threads, 1)
  assert.ok(says.reading >= 1 && says.capacity > 1 && says.capacity < 1_000, JSON.stringify(says))
  assert.equal(says.host, '127.0.0.1')
})

test('only who holds the secret is let in, and whoever sends something else than frames is cut', async () => {
  const { host, port, secret } = await house.announcement()
  const handlers = { maxBytes: 1_000, onMessage: () => undefined, onClose: () => undefined }
  await assert.rejects(dialPrivateWire({ host, port, secret: 'x'.repeat(43) }, handlers))
  const cut = Promise.withResolvers<string>()
  const wire = await dialPrivateWire({ host, port, secret }, { ...handlers, onClose: cut.resolve })
  wire.send(Buffer.from('GET / HTTP/1.1'))
  await cut.promise
  const stranger = connect(port, host)
  stranger.end('GET / HTTP/1.1\r\n\r\n')
  await once(stranger.resume(), 'close')
  assert.equal((await house.show('session-h', await cameraJpeg(2))).outcome, 'reading')
})

test('told to listen where anyone could call, it does not start', async () => {
  for (const FRAMES_HOST of ['0.0.0.0', '8.8.8.8', 'example.org'])
    await assert.rejects(buildApp({ ...house.config, FRAMES_HOST }), /FRAMES_HOST must be/)
})
