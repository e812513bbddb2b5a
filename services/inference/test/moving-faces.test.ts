import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { EMOTIONS, dominantEmotion } from '@mooddj/shared/emotion'
import type { Face } from '@mooddj/shared/mood'
import { type FaceAligner, createFaceAligner } from '../src/align-face.ts'
import { decodeFrame } from '../src/decode-picture.ts'
import { REPOSITORY_ROOT, chooseModels, readManifest } from '../src/manifest.ts'
import type { Point } from '../src/picture.ts'
import { prepareModels } from '../src/prepare-models.ts'
import { type MoodReader, openMoodReader } from '../src/read-moods.ts'
import { NO_TRACKS, type Tracks } from '../src/tracks.ts'
import { type Figure, type Place, board, figureOf, frameOf, isOn } from './moving-scene.ts'

let reader: MoodReader
let laughing: Figure
let calm: Figure
let merry: Figure
let align: FaceAligner

before(async () => {
  assert.deepEqual(await prepareModels(REPOSITORY_ROOT), [])
  const models = chooseModels(await readManifest(REPOSITORY_ROOT))
  reader = await openMoodReader(REPOSITORY_ROOT, models)
  align = createFaceAligner(models.emotion.input)
  ;[laughing, calm, merry] = await Promise.all([figureOf('laughing'), figureOf('calm'), figureOf('merry')])
})

interface Step {
  faces: Face[]
  keypoints: Point[][]
  means: 'search' | 'look' | 'glance'
}

const INTERVAL_MS = 66

/** Reads the frames of a film one after the other. `carefully` searches the whole of each. */
async function watch(jpegs: readonly Buffer[], { carefully = false } = {}): Promise<Step[]> {
  const steps: Step[] = []
  let tracks: Tracks = NO_TRACKS
  let now = 10_000
  for (const jpeg of jpegs) {
    now += INTERVAL_MS
    const known = carefully ? { ...tracks, searchedAt: Number.NEGATIVE_INFINITY } : tracks
    const sight = await reader.readFrame(jpeg, known, now)
    tracks = sight.tracks
    const means = tracks.glances > 0 ? 'glance' : tracks.searchedAt === now ? 'search' : 'look'
    const keypoints = tracks.faces.slice(0, sight.faces.length).map(({ detection }) => detection.keypoints)
    steps.push({ faces: sight.faces, keypoints, means })
  }
  return steps
}

const film = (count: number, frame: (at: number) => Promise<Buffer>) =>
  Promise.all(Array.from({ length: count }, (_, at) => frame(at)))

/** The numbers that the faces seen at a place had, in the order of the frames. */
function numbersAt(steps: readonly Step[], placeAt: (at: number) => Place): number[] {
  return steps.flatMap(({ faces }, at) =>
    faces.flatMap(({ id, box }) => (isOn(box, placeAt(at)) ? [id] : [])),
  )
}

/** How well quick reading agrees with careful reading of one face. */
function agreement(quick: readonly Step[], careful: readonly Step[]) {
  let same = 0
  let difference = 0
  for (const [at, { faces }] of quick.entries()) {
    const ours = faces[0]?.probabilities
    const theirs = careful[at]?.faces[0]?.probabilities
    assert.ok(ours && theirs, `frame ${at} shows a face`)
    if (dominantEmotion(ours) === dominantEmotion(theirs)) same += 1
    difference += EMOTIONS.reduce((sum, emotion) => sum + Math.abs(ours[emotion] - theirs[emotion]), 0) / 2
  }
  return { same: same / quick.length, difference: difference / quick.length }
}

const MOTIONS = {
  'walks by': (at: number) => ({ place: { x: 110 + at * 8, y: 170 + at, width: 90 }, seen: {} }),
  'comes nearer': (at: number) => ({ place: { x: 240, y: 180, width: 60 + at * 3 }, seen: {} }),
  'is hit by blur': (at: number) => ({
    place: { x: 200 + at * 2, y: 180, width: 100 },
    seen: { blur: at > 10 && at < 20 ? 2 : 0 },
  }),
  'sits in falling light': (at: number) => ({
    place: { x: 230 + 4 * Math.sin(at), y: 180, width: 100 },
    seen: { light: 1 - at * 0.02 },
  }),
} satisfies Record<string, (at: number) => { place: Omit<Place, 'figure'>; seen: object }>

for (const [name, motion] of Object.entries(MOTIONS)) {
  test(`who ${name} keeps one number and the mood that careful reading gives`, async () => {
    for (const figure of [laughing, calm]) {
      const jpegs = await film(30, (at) => frameOf([{ figure, ...motion(at).place }], motion(at).seen))
      const quick = await watch(jpegs)
      const careful = await watch(jpegs, { carefully: true })
      assert.deepEqual(
        quick.map(({ faces }) => faces.map(({ id }) => id)),
        Array.from({ length: 30 }, () => [0]),
      )
      const { same, difference } = agreement(quick, careful)
      assert.ok(same >= 0.9, `${same} of the moods are the same`)
      assert.ok(difference <= 0.1, `${difference} of the probability lies elsewhere`)
      assert.ok(quick.filter(({ means }) => means === 'search').length <= 6)
      assert.ok(quick.filter(({ means }) => means === 'glance').length >= 12)
      for (const [at, jpeg] of jpegs.entries()) {
        const apart = await differenceOfCrops(jpeg, quick[at]?.keypoints[0], careful[at]?.keypoints[0])
        assert.ok(
          apart < 0.1,
          `frame ${at}: the network sees pictures that differ by ${apart} of their range`,
        )
      }
    }
  })
}

/** The mean difference of the two aligned pictures that these keypoints give, in shares of white. */
async function differenceOfCrops(jpeg: Buffer, ours: Point[] = [], theirs: Point[] = []): Promise<number> {
  const picture = await decodeFrame(jpeg)
  const crop = (keypoints: Point[]) => align(picture, keypoints, new Float32Array(128 * 128)).luma.slice()
  const other = crop(theirs)
  const sum = crop(ours).reduce((total, value, at) => total + Math.abs(value - (other[at] ?? 0)), 0)
  return sum / other.length / 255
}

test('two people who pass each other keep their numbers, whoever is in front', async () => {
  for (const [back, front] of [
    [laughing, calm],
    [merry, laughing],
  ] as const) {
    const left = (at: number): Place => ({ figure: back, x: 90 + at * 9, y: 170, width: 80 })
    const right = (at: number): Place => ({ figure: front, x: 390 - at * 9, y: 185, width: 90 })
    const steps = await watch(await film(34, (at) => frameOf([left(at), right(at)])))
    const [first] = numbersAt(steps.slice(0, 1), left)
    const [second] = numbersAt(steps.slice(0, 1), right)
    assert.ok(first !== undefined && second !== undefined && first !== second)
    const apart = steps.map((_, at) => Math.abs(left(at).x - right(at).x) > 70)
    const clear = (place: (at: number) => Place) =>
      new Set(steps.flatMap((step, at) => (apart[at] ? numbersAt([step], () => place(at)) : [])))
    assert.deepEqual(clear(left), new Set([first]))
    assert.deepEqual(clear(right), new Set([second]))
    assert.deepEqual(new Set(numbersAt(steps, right)), new Set([second]), 'who is in front is never lost')
  }
})

test('who is hidden for most of a second is known again', async () => {
  const hiding = await board()
  const person = (at: number): Place => ({ figure: laughing, x: 180 + at * 3, y: 180, width: 90 })
  const steps = await watch(
    await film(34, (at) =>
      frameOf([
        person(at),
        ...(at >= 12 && at < 24 ? [{ figure: hiding, x: person(at).x, y: 180, width: 100 }] : []),
      ]),
    ),
  )
  assert.ok(steps.slice(13, 23).every(({ faces }) => faces.length === 0))
  assert.deepEqual(new Set(steps.flatMap(({ faces }) => faces.map(({ id }) => id))), new Set([0]))
  assert.ok(steps.at(-1)?.faces.length === 1)
})

test('who walks in front of somebody between two searches does not get their number', async () => {
  const still: Place = { figure: laughing, x: 240, y: 170, width: 80 }
  const passing = (at: number): Place => ({ figure: calm, x: 560 - (at - 6) * 26, y: 178, width: 95 })
  const steps = await watch(await film(32, (at) => frameOf([still, passing(at)])))
  const [number] = numbersAt(steps.slice(0, 1), () => still)
  const covered = (at: number) => Math.abs(passing(at).x - still.x) < 125
  for (const [at, { faces }] of steps.entries()) {
    const there = faces.find(({ box }) => isOn(box, still))
    if (covered(at)) continue
    assert.equal(there?.id, number, `frame ${at}`)
  }
  const strangers = steps.flatMap((step, at) =>
    Math.abs(passing(at).x - still.x) < 20 ? numbersAt([step], () => passing(at)) : [],
  )
  assert.ok(strangers.length > 0 && !strangers.includes(number ?? -1), `in front: ${strangers.join()}`)
})

test('a face’s landmarks go along with it, also while no detector looks', async () => {
  const at = (frame: number) => ({ x: 170 + frame * 4, y: 175 + frame })
  const steps = await watch(
    await film(14, (frame) => frameOf([{ figure: laughing, ...at(frame), width: 110 }])),
  )
  assert.ok(steps.filter(({ means }) => means === 'glance').length >= 4)
  const offsets = steps.map(({ faces }, frame) => {
    const [, , nose] = faces[0]?.landmarks ?? assert.fail(`frame ${frame} shows a face`)
    return { x: nose[0] * 480 - at(frame).x, y: nose[1] * 360 - at(frame).y }
  })
  for (const axis of ['x', 'y'] as const) {
    const values = offsets.map((offset) => offset[axis])
    const spread = Math.max(...values) - Math.min(...values)
    // In pixels of a face 110 wide: it moved by 52 and 13.
    assert.ok(spread < 6, `${axis}: ${spread}`)
  }
})
