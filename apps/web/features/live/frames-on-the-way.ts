/** A frame that went up and whose reading may still come. */
export interface SentFrame {
  number: number
  /** When it went up, ms by the caller's clock. */
  at: number
  /** The width asked for, as in `Sending`. */
  width: number
  /** The picture's height in pixels. */
  height: number
}

/** Frames that went up and were not answered yet, oldest first. */
export type OnTheWay = readonly SentFrame[]

/** The server drops a frame that inference did not answer by then. */
const LOST_AFTER_MS = 4_000
/**
 * One that is being read, one that waits, and one that makes the server drop the one that waits: so it can say `slow`. Long ways
 * take more, or the rate would fall with distance.
 */
const CREDIT = { least: 3, most: 8 }

/** Whether another frame may go up, given the shortest round trip known (ms; infinite when none is). */
export function hasCredit(onTheWay: OnTheWay, floorMs: number, framesPerSecond: number): boolean {
  const onALongWay = Number.isFinite(floorMs) ? Math.ceil((floorMs * framesPerSecond) / 1000) + 2 : 0
  return onTheWay.length < Math.min(CREDIT.most, Math.max(CREDIT.least, onALongWay))
}

/** The answer to one frame is the last word on all that went up before it, too. */
export function afterReading(
  onTheWay: OnTheWay,
  number: number,
): { answered: SentFrame | undefined; left: OnTheWay } {
  return {
    answered: onTheWay.find((frame) => frame.number === number),
    left: onTheWay.filter((frame) => frame.number > number),
  }
}

/** Frames that no answer can be expected for any more give their place up. */
export function afterSilence(onTheWay: OnTheWay, now: number): { lost: OnTheWay; left: OnTheWay } {
  const isLost = ({ at }: SentFrame) => now - at > LOST_AFTER_MS
  return { lost: onTheWay.filter(isLost), left: onTheWay.filter((frame) => !isLost(frame)) }
}
