/** How the way to the server and back is doing, from the round trips of frames and from frames that had to wait for the line. */
export interface LinkHealth {
  /** The shortest round trips of the last two spans, ms: what the way takes when nothing waits on it. */
  floors: readonly [now: number, before: number]
  spanBeganAt: number
  /** How much longer than that it takes now, ms, smoothed. */
  delayMs: number
  /** The share of the interval between frames that they wait for the line, smoothed. */
  heldShare: number
  answers: number
  sends: number
}

export type LinkState = 'quiet' | 'unsure' | 'troubled'

const SPAN_MS = 20_000
const SMOOTHING = 0.25
/** Fewer samples than this say nothing: a single late answer is jitter. */
const ENOUGH = 3
/** A picture that is answered later than this is stale, however far the server is. */
const STALE_MS = 1_500
const LATE_MS = 250
const SOON_MS = 120
/** The share of the interval within which an answer must come for that. */
const PACE = 0.8
const HELD = { troubled: 0.6, quiet: 0.25 }

/** Nothing known yet; also right after a new connection. */
export function unknownLink(now: number): LinkHealth {
  return {
    floors: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    spanBeganAt: now,
    delayMs: 0,
    heldShare: 0,
    answers: 0,
    sends: 0,
  }
}

/** The shortest round trip known, ms; infinite before the first answer. */
export function floorMs({ floors }: LinkHealth): number {
  return Math.min(...floors)
}

export function withAnswer(link: LinkHealth, roundTripMs: number, now: number): LinkHealth {
  const isOver = now - link.spanBeganAt >= SPAN_MS
  const [current, before] = isOver ? [Number.POSITIVE_INFINITY, link.floors[0]] : link.floors
  const floors = [Math.min(current, roundTripMs), before] as const
  const delay = roundTripMs > STALE_MS ? roundTripMs : roundTripMs - Math.min(...floors)
  return {
    ...link,
    floors,
    spanBeganAt: isOver ? now : link.spanBeganAt,
    delayMs: smoothed(link.delayMs, delay, link.answers),
    answers: link.answers + 1,
  }
}

/** After a frame went up that had been held back for `share` of the interval. */
export function withSend(link: LinkHealth, share: number): LinkHealth {
  return {
    ...link,
    heldShare: smoothed(link.heldShare, Math.min(2, share), link.sends),
    sends: link.sends + 1,
  }
}

/** The samples belong to the settings they were taken with; under new settings they begin anew. */
export function withNewSettings(link: LinkHealth): LinkHealth {
  return { ...link, delayMs: 0, heldShare: 0, answers: 0, sends: 0 }
}

/** Whether frames sent every `intervalMs` keep the line busy. Where each is answered before the next one goes, none waits for another. */
export function stateOf(link: LinkHealth, intervalMs: number): LinkState {
  const floor = floorMs(link)
  const roundTripMs = floor + link.delayMs
  const keepsPace = link.answers >= ENOUGH && roundTripMs < Math.min(STALE_MS, PACE * intervalMs)
  const isLate = link.answers >= ENOUGH && link.delayMs > Math.max(LATE_MS, floor / 2)
  const isHeld = link.sends >= ENOUGH && link.heldShare > HELD.troubled
  if ((isLate && !keepsPace) || isHeld) return 'troubled'
  const isSoon = link.answers >= ENOUGH && link.delayMs < Math.max(SOON_MS, floor / 5)
  return (isSoon || keepsPace) && link.heldShare < HELD.quiet ? 'quiet' : 'unsure'
}

function smoothed(before: number, sample: number, samples: number): number {
  return before + Math.max(SMOOTHING, 1 / (samples + 1)) * (sample - before)
}
