import { type AdaptiveQuality, CALM_RATE, rateStep, sizeStep, START } from './adaptive-quality.ts'
import { type Dial, PROBATION_MS, turnedDown, turnedUp } from './dial.ts'
import { faceNeedAfter } from './face-need.ts'
import { stateOf, unknownLink, withAnswer, withNewSettings, withSend } from './link-health.ts'
import { LAST, rateAt, RATES, sizeAt } from './sending.ts'

/** What the page notices while it sends. */
export type Observation =
  /** A picture became a JPEG on this device. */
  | { type: 'encoded'; tookMs: number }
  /** A frame went up `heldMs` later than planned, because the line was not free; or it is still held back. */
  | { type: 'sent' | 'held'; heldMs: number }
  /** A reading came back. `faceHeight` is in pixels of the picture sent, which was of size `width`; null without a face. */
  | { type: 'answered'; roundTripMs: number; width: number; faceHeight: number | null }
  /** The server dropped frames. */
  | { type: 'slow'; dropped: number; intervalMs: number }
  /** A frame went up and nothing came of it. */
  | { type: 'lost' }
  /** A new connection, perhaps by another way. */
  | { type: 'connected' }

/** No second turn before the first can have shown. */
const SETTLING_MS = 1_000
/** A frame that is held back this long by itself is trouble. */
const HELD_TOO_LONG_MS = 1_000
/** Fewer drops in a notice than this are jitter. */
const MANY_DROPS = 2
/** One step up at a time, so that it is known which one brought trouble. */
const TRY_MS = 4_000
/** Delay this soon after `slow` is the server's, not the line's; longer while the rate is down because of it. */
const HOUSE_MS = { least: 3_000, most: 60_000 }
/** A slow server alone does not make pictures smaller than this step. */
const HOUSE_SIZE = 4
/** One picture's encoding, and all of a second's (ms): more is turned down; a step up must be expected to stay below `fine`. */
const ENCODE = { most: 60, fine: 40, mostPerSecond: 400, finePerSecond: 300, enough: 3 }
const SMOOTHING = 0.25

/** The quality after something was noticed, at `now` (ms, any clock that never goes back). */
export function observed(quality: AdaptiveQuality, seen: Observation, now: number): AdaptiveQuality {
  switch (seen.type) {
    case 'encoded':
      return afterEncoding(quality, seen.tookMs, now)
    case 'sent':
      return afterLink(
        { ...quality, link: withSend(quality.link, (seen.heldMs * rateAt(rateStep(quality))) / 1000) },
        now,
      )
    case 'held':
      return seen.heldMs < HELD_TOO_LONG_MS ? quality : afterTrouble(quality, now)
    case 'lost':
      return afterTrouble(quality, now)
    case 'answered':
      return afterAnswer(quality, seen, now)
    case 'slow':
      return afterSlow(quality, seen, now)
    case 'connected':
      return { ...quality, link: unknownLink(now) }
    default:
      return seen satisfies never
  }
}

function afterAnswer(
  quality: AdaptiveQuality,
  seen: Extract<Observation, { type: 'answered' }>,
  now: number,
): AdaptiveQuality {
  const face = faceNeedAfter(quality.face, { ...seen, fallback: START.size }, now)
  // What was sent before the last turn, or had to queue behind that, tells nothing about what came of it.
  const isOld = now - seen.roundTripMs < quality.clearAt
  const link = isOld ? quality.link : withAnswer(quality.link, seen.roundTripMs, now)
  return afterLink({ ...quality, face, link }, now)
}

function afterLink(quality: AdaptiveQuality, now: number): AdaptiveQuality {
  const state = stateOf(quality.link, 1000 / rateAt(rateStep(quality)))
  if (state === 'troubled') return afterTrouble(quality, now)
  return state === 'quiet' ? afterQuiet(quality, now) : quality
}

/** The line does not keep up: what was tried last is taken back; if nothing was, both pictures and rate go down. */
function afterTrouble(quality: AdaptiveQuality, now: number): AdaptiveQuality {
  if (now - quality.troubledAt < SETTLING_MS) return quality
  const { size, rate } = quality
  const isHouse = isHouseSlow(quality, now)
  const tried = [size, rate].find(
    (dial) => dial.raisedAt > quality.troubledAt && now - dial.raisedAt < PROBATION_MS,
  )
  // Smaller pictures hardly help a server that has too many of them.
  const sparesSize = isHouse && (rate.step < LAST.rate || size.step >= HOUSE_SIZE)
  return {
    ...quality,
    size: tried === rate || sparesSize ? size : smaller(quality, now),
    rate: tried === size ? rate : slower(quality, rateStep(quality) + 1, now),
    link: withNewSettings(quality.link),
    encode: { ...quality.encode, samples: 0 },
    troubledAt: now,
    clearAt: now + quality.link.delayMs,
    cause: isHouse ? 'house' : 'own',
  }
}

/** All is well: one thing at a time goes one step up, the rate first while it is low. */
function afterQuiet(quality: AdaptiveQuality, now: number): AdaptiveQuality {
  const { size, rate, face, encode, calm } = quality
  const isTrying = now - Math.max(size.raisedAt, rate.raisedAt) < TRY_MS
  if (isTrying || now - quality.slowAt < HOUSE_MS.least) return quality
  const pixels = (step: number) => sizeAt(step).width ** 2
  const largerMs = (encode.ms * pixels(size.step - 1)) / pixels(sizeStep(quality))
  const fasterMs = encode.ms * rateAt(rate.step - 1)
  const mayGrow = size.step > face.step && largerMs <= ENCODE.fine
  const mayHurry = rate.step > (calm ? CALM_RATE : 0) && fasterMs <= ENCODE.finePerSecond
  const isHurried = mayHurry && (rate.step > CALM_RATE || !mayGrow)
  const next = isHurried
    ? { ...quality, rate: turnedUp(rate, now) }
    : mayGrow
      ? { ...quality, size: turnedUp(size, now) }
      : quality
  if (next.rate === rate && next.size === size) return quality
  return { ...next, link: withNewSettings(next.link), encode: { ...encode, samples: 0 } }
}

function afterEncoding(quality: AdaptiveQuality, tookMs: number, now: number): AdaptiveQuality {
  const { ms, samples } = quality.encode
  const encode = { ms: ms + Math.max(SMOOTHING, 1 / (samples + 1)) * (tookMs - ms), samples: samples + 1 }
  const next = { ...quality, encode }
  const isHeavy = encode.ms > ENCODE.most && sizeStep(quality) < LAST.size
  const isBusy = encode.ms * rateAt(rateStep(quality)) > ENCODE.mostPerSecond && rateStep(quality) < LAST.rate
  if (encode.samples < ENCODE.enough || !(isHeavy || isBusy)) return next
  const fitting = RATES.findIndex((rate) => encode.ms * rate <= ENCODE.mostPerSecond)
  return {
    ...next,
    size: isHeavy ? smaller(quality, now) : quality.size,
    rate: isBusy ? slower(quality, fitting < 0 ? LAST.rate : fitting, now) : quality.rate,
    encode: { ...encode, samples: 0 },
    link: withNewSettings(quality.link),
    troubledAt: now,
    clearAt: now,
    cause: 'own',
  }
}

/**
 * The server says at which rate it keeps up; what it says is an average, and early in a session a guess, so one notice at most halves
 * the rate. A single drop, or many at a rate that should do, ask for one step.
 */
function afterSlow(
  quality: AdaptiveQuality,
  { dropped, intervalMs }: { dropped: number; intervalMs: number },
  now: number,
): AdaptiveQuality {
  const current = rateStep(quality)
  const bearable = Math.max(1000 / intervalMs, rateAt(current) / 2)
  const asked = RATES.findIndex((rate) => rate <= bearable)
  const most = asked < 0 ? LAST.rate : asked
  const step = dropped < MANY_DROPS ? Math.min(most, current + 1) : Math.max(most, current + 1)
  const next = { ...quality, slowAt: now }
  if (step <= current) return next
  return {
    ...next,
    rate: slower(quality, step, now),
    link: withNewSettings(quality.link),
    troubledAt: now,
    clearAt: now,
    cause: 'house',
  }
}

function isHouseSlow({ slowAt, cause, rate }: AdaptiveQuality, now: number): boolean {
  const isStillDown = cause === 'house' && rate.step > START.rate
  return now - slowAt < (isStillDown ? HOUSE_MS.most : HOUSE_MS.least)
}

function smaller(quality: AdaptiveQuality, now: number): Dial {
  const from = sizeStep(quality)
  return turnedDown(quality.size, { from, to: Math.min(LAST.size, from + 1) }, now)
}

function slower(quality: AdaptiveQuality, to: number, now: number): Dial {
  return turnedDown(quality.rate, { from: rateStep(quality), to: Math.min(LAST.rate, to) }, now)
}
