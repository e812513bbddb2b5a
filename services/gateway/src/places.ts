import type { House } from './house.ts'
import type { InferenceCrew } from './inference-crew.ts'

/** How many listeners fit in, by what can be read well. */
export interface Places {
  /** How many there are now: as many as inference can serve at the least useful rate, and no more than sockets are allowed. */
  count(): number
  /** Whether somebody new can come in. */
  isFull(): boolean
  /** Whether even somebody who was here a moment ago cannot: every socket that is allowed is open. */
  isCrammed(): boolean
}

/**
 * Counts places by the frames a second that inference processes say they can read, and sessions by those it reads for other gateways as well.
 * While no process is known nobody can say how many fit, and only sockets count.
 */
export function createPlaces({
  house,
  crew,
  socketsMax,
  leastFramesPerSecond,
}: {
  house: House
  crew: Pick<InferenceCrew, 'capacity' | 'sessions'>
  socketsMax: number
  leastFramesPerSecond: number
}): Places {
  const count = () => {
    const capacity = crew.capacity()
    if (capacity === 0) return socketsMax
    return Math.min(socketsMax, Math.max(1, Math.floor(capacity / leastFramesPerSecond)))
  }
  return {
    count,
    isFull: () => house.size() >= socketsMax || Math.max(house.size(), crew.sessions()) >= count(),
    isCrammed: () => house.size() >= socketsMax,
  }
}
