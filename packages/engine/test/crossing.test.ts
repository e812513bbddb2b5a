import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSoundLab, type SoundLab } from '../lab/sound-lab.ts'
import { glidingClock } from '../src/clock.ts'
import { planCrossing } from '../src/crossing.ts'
import { BUILT_IN_TRACK_COUNT, type TrackSeed, trackSeed } from '../src/track-seed.ts'

let lab: SoundLab | undefined
before(async () => {
  lab = await openSoundLab()
})
after(() => lab?.close())

const seeds = Array.from({ length: BUILT_IN_TRACK_COUNT }, (_, index) => trackSeed(index + 1))

function findPair(wanted: (from: TrackSeed, to: TrackSeed) => boolean): [TrackSeed, TrackSeed] {
  for (const from of seeds) {
    const to = seeds.find((candidate) => candidate !== from && wanted(from, candidate))
    if (to) return [from, to]
  }
  throw new Error('The catalogue has no such pair')
}

test('two tracks that glide together agree on every beat, and on the way back from time to beat', () => {
  const [from, to] = findPair((one, other) => {
    if (one.tempo > 70 || other.tempo < 120) return false
    const { match } = planCrossing(one, other)
    return match?.beatsToOne === 2 && Math.abs(match.ratio - 1) > 0.1
  })
  const { bars, match } = planCrossing(from, to)
  assert.ok(match)
  const lengthS = (bars * 240) / from.tempo
  const leaving = glidingClock({ fromS: 100, at: 7, lengthS, paceBefore: 1, paceAfter: match.ratio })
  const coming = glidingClock({
    fromS: 0,
    at: 7,
    lengthS: lengthS * match.ratio,
    paceBefore: 1 / match.ratio,
    paceAfter: 1,
  })
  for (let beat = 0; beat <= 4 * bars; beat += 1) {
    const time = leaving.timeOf(100 + (beat * 60) / from.tempo)
    const own = (beat * match.beatsToOne * 60) / to.tempo
    assert.ok(Math.abs(time - coming.timeOf(own)) < 1e-9, `beat ${beat}`)
    assert.ok(Math.abs(coming.secondsAt(time) - own) < 1e-9)
  }
  assert.ok(Math.abs(coming.timeOf(61) - coming.timeOf(60) - 1) < 1e-9, 'afterwards it keeps its own tempo')
})

test('a crossing is long where the keys blend, counts half and double time, and leaves tempi alone that are too far apart', () => {
  const between = (from: Partial<TrackSeed>, to: Partial<TrackSeed>) => {
    const [some] = seeds
    assert.ok(some)
    return planCrossing({ ...some, ...from }, { ...some, ...to })
  }
  assert.deepEqual(between({ tempo: 120, key: '8A' }, { tempo: 120, key: '9A' }), {
    bars: 4,
    match: { beatsToOne: 1, ratio: 1 },
  })
  assert.equal(between({ tempo: 120, key: '8A' }, { tempo: 126, key: '2A' }).bars, 2)
  assert.deepEqual(between({ tempo: 130, key: '8A' }, { tempo: 65, key: '8A' }).match, {
    beatsToOne: 0.5,
    ratio: 1,
  })
  assert.equal(between({ tempo: 65, key: '8A' }, { tempo: 130, key: '8A' }).match?.beatsToOne, 2)
  assert.equal(between({ tempo: 100, key: '8A' }, { tempo: 141, key: '8A' }).match, undefined)
  assert.ok(between({ tempo: 56, key: '8A' }, { tempo: 58, key: '8A' }).bars * (240 / 56) <= 10)
})

test('while one track goes over into the next, both strike together, within five milliseconds', async (context) => {
  if (!lab) return context.skip('There is no Chromium on this machine')
  const [from, to] = findPair(
    (one, other) =>
      one.style === 'techno' &&
      other.style === 'techno' &&
      Math.abs(one.tempo - other.tempo) >= 8 &&
      planCrossing(one, other).bars === 4,
  )
  const { crossedAt, strikes } = await lab.cross(from.number, to.number, 14)
  const [left = [], right = []] = strikes
  assert.equal(crossedAt.length, 1)
  const together = left.flatMap((strike) => {
    const apart = Math.min(...right.map((other) => Math.abs(other - strike)))
    return apart < 0.03 ? [apart] : []
  })
  assert.ok(
    together.length >= 6,
    `only ${together.length} strikes of ${left.length} and ${right.length} meet`,
  )
  assert.ok(Math.max(...together) <= 0.005, `strikes lie ${Math.max(...together) * 1000} ms apart`)
})

test('skipping, seeking and dropping never click, not even in the midst of a crossing', async (context) => {
  if (!lab) return context.skip('There is no Chromium on this machine')
  assert.deepEqual(await lab.steer(447, 1), [])
})

test('a hidden page, whose timers come once a second, sounds the same', async (context) => {
  if (!lab) return context.skip('There is no Chromium on this machine')
  const decibels = await lab.hide(10, 1, 20)
  // Echoes differ a little from one rendering to the next anyway; a gap would be a matter of tens of decibels.
  assert.ok(decibels < 4, `it is ${decibels} dB off`)
})
