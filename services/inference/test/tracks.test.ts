import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Probabilities } from '@mooddj/shared/emotion'
import type { Detection } from '../src/face-detector.ts'
import { createSessionMemory } from '../src/session-memory.ts'
import {
  type Means,
  NO_TRACKS,
  type Sighting,
  type Tracks,
  followFaces,
  viewOf,
  visibleFaces,
} from '../src/tracks.ts'

function faceAt(x: number, y = 0.4, size = 0.1): Detection {
  return { x: x - size / 2, y: y - size / 2, width: size, height: size, keypoints: [], score: 0.9 }
}

const NEUTRAL: Probabilities = { happy: 0, sad: 0, angry: 0, neutral: 1, surprise: 0, fear: 0, disgust: 0 }
const toSighting = (detection: Detection): Sighting => ({ detection, probabilities: NEUTRAL })

/** Shows frames 100 ms apart, or at the given times, and gives the numbers of each frame's faces. */
function numbersOf(frames: Detection[][], at = (index: number) => index * 100) {
  let tracks: Tracks = NO_TRACKS
  const numbers = frames.map((detections, index) => {
    const followed = followFaces(tracks, detections.map(toSighting), { now: at(index), means: 'search' })
    tracks = followed.tracks
    return followed.seen.map(({ id }) => id)
  })
  return { numbers, tracks }
}

test('a followed face and its mirror image are read by turns, and a search reads both', () => {
  const means: Means[] = ['search', 'look', 'glance', 'glance', 'look', 'search', 'glance', 'look']
  let tracks: Tracks = NO_TRACKS
  const views = means.map((how, index) => {
    const view = viewOf(tracks, how)
    tracks = followFaces(tracks, [toSighting(faceAt(0.5))], { now: index * 100, means: how }).tracks
    return view
  })
  assert.deepEqual(views, ['both', 'mirror', 'face', 'mirror', 'face', 'both', 'mirror', 'face'])
})

test('faces keep their numbers whatever order the detector gives them in', () => {
  const { numbers } = numbersOf([
    [faceAt(0.2), faceAt(0.6)],
    [faceAt(0.62), faceAt(0.21)],
    [faceAt(0.22), faceAt(0.64)],
  ])
  assert.deepEqual(numbers, [
    [0, 1],
    [1, 0],
    [0, 1],
  ])
})

test('a newcomer gets a number that nobody had, also after somebody left', () => {
  const { numbers } = numbersOf([[faceAt(0.2), faceAt(0.8)], [faceAt(0.2)], [faceAt(0.2), faceAt(0.5)]])
  assert.deepEqual(numbers, [[0, 1], [0], [0, 2]])
})

test('of two faces near where one was, the nearer has its number and the other a new one', () => {
  assert.deepEqual(numbersOf([[faceAt(0.5)], [faceAt(0.55), faceAt(0.49)]]).numbers, [[0], [1, 0]])
})

test('a face that was hidden for a second is known again, after two seconds it is not', () => {
  const frames = [[faceAt(0.3)], [], [faceAt(0.32)]]
  assert.deepEqual(numbersOf(frames, (index) => index * 500).numbers, [[0], [], [0]])
  assert.deepEqual(numbersOf(frames, (index) => index * 1_000).numbers, [[0], [], [1]])
})

test('a face of a quite different size in the same place is somebody else', () => {
  assert.deepEqual(numbersOf([[faceAt(0.5, 0.5, 0.1)], [faceAt(0.5, 0.5, 0.3)]]).numbers, [[0], [1]])
})

test('two faces that approach each other keep their own numbers', () => {
  const steps = Array.from({ length: 12 }, (_, step) => [
    faceAt(0.2 + step * 0.02),
    faceAt(0.8 - step * 0.02),
  ])
  assert.ok(numbersOf(steps).numbers.every(([left, right]) => left === 0 && right === 1))
})

test('only the faces of the last frame are expected in the next one', () => {
  const { tracks } = numbersOf([[faceAt(0.2), faceAt(0.8)], [faceAt(0.2)]])
  assert.deepEqual(
    visibleFaces(tracks).map(({ id }) => id),
    [0],
  )
  assert.deepEqual(visibleFaces(numbersOf([[faceAt(0.2)], []]).tracks), [])
})

test('sessions are forgotten after their time, and the longest unused first when there are too many', () => {
  const memory = createSessionMemory({ capacity: 2, maxAgeMs: 1_000 })
  const { tracks } = numbersOf([[faceAt(0.2)]])
  memory.remember('a', tracks, 0)
  memory.remember('b', tracks, 10)
  memory.remember('a', tracks, 20)
  memory.remember('c', tracks, 30)
  assert.equal(memory.recall('b', 40), NO_TRACKS)
  assert.equal(memory.recall('a', 40), tracks)
  assert.equal(memory.recall('a', 1_025), NO_TRACKS)
  assert.equal(memory.recall('c', 1_025), tracks)
  assert.equal(memory.size, 1)
})
