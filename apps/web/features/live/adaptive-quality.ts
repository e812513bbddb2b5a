import { type Dial, dialAt } from './dial.ts'
import { type FaceNeed, unknownFace } from './face-need.ts'
import { type LinkHealth, unknownLink } from './link-health.ts'
import { rateAt, type Sending, sizeAt } from './sending.ts'

/** What is known, and how far things are turned down. A value; `observed` gives the next one. */
export interface AdaptiveQuality {
  size: Dial
  rate: Dial
  face: FaceNeed
  link: LinkHealth
  /** What a picture takes to become a JPEG, ms, smoothed; of how many since the last change of size. */
  encode: { ms: number; samples: number }
  /** When trouble last turned something down, and whose it was: this side's (line, device) or the server's. */
  troubledAt: number
  /** What goes up from this moment on finds the line as the last turn has left it. */
  clearAt: number
  cause: 'own' | 'house'
  /** When the server last said that it drops frames. */
  slowAt: number
  /** Whether the wish is fewer frames because nothing changes. */
  calm: boolean
}

/** Where it begins: 480 px, ten a second. Before anything is known, neither the best nor the cheapest. */
export const START = { size: 2, rate: 2 }
/** Six frames a second are enough while a settled mood holds. */
export const CALM_RATE = 4
const LONG_AGO = Number.NEGATIVE_INFINITY

/** The quality of a session that begins at `now` (ms, any clock that never goes back). */
export function startingQuality(now: number): AdaptiveQuality {
  return {
    size: dialAt(START.size, now),
    rate: dialAt(START.rate, now),
    face: unknownFace(START.size, now),
    link: unknownLink(now),
    encode: { ms: 0, samples: 0 },
    troubledAt: LONG_AGO,
    clearAt: LONG_AGO,
    cause: 'own',
    slowAt: LONG_AGO,
    calm: false,
  }
}

/** How to send now: what the face needs and the moment wants, as far as line, device and server allow. */
export function sendingOf(quality: AdaptiveQuality): Sending {
  return { ...sizeAt(sizeStep(quality)), framesPerSecond: rateAt(rateStep(quality)) }
}

/** Whose slowness makes the page send clearly less than it wants, to be told to the person; null when it does not. */
export function bottleneck({ size, rate, face, cause }: AdaptiveQuality): 'own' | 'house' | null {
  const isLess = size.step > Math.max(face.step, START.size + 1) || rate.step > CALM_RATE + 1
  return isLess ? cause : null
}

/** The quality after the person's mood has become calm or lively. */
export function withCalm(quality: AdaptiveQuality, calm: boolean): AdaptiveQuality {
  return quality.calm === calm ? quality : { ...quality, calm }
}

/** The step of the size in use. */
export function sizeStep({ size, face }: AdaptiveQuality): number {
  return Math.max(size.step, face.step)
}

/** The step of the rate in use. */
export function rateStep({ rate, calm }: AdaptiveQuality): number {
  return Math.max(rate.step, calm ? CALM_RATE : 0)
}
