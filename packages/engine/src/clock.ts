/** Ties a track's own seconds to the context's time. Both ways rise together. */
export interface Clock {
  /** The context time at which a second of the track falls. */
  timeOf(trackS: number): number
  /** The second of the track at a context time. */
  secondsAt(time: number): number
}

/** A track at its own tempo, whose second 0 falls at `startAt`. */
export function steadyClock(startAt: number): Clock {
  return { timeOf: (trackS) => startAt + trackS, secondsAt: (time) => time - startAt }
}

/** Where a track leaves one pace for another. A pace is how many seconds of the context a second of the track takes: 1 is its own tempo. */
export interface Glide {
  /** Second of the track at which it begins, and the context time of that. */
  fromS: number
  at: number
  /** Seconds of the track that it takes. */
  lengthS: number
  paceBefore: number
  paceAfter: number
}

/**
 * A track whose pace changes evenly over a stretch: steady before it, steady after it. Two tracks that glide between the same two
 * tempi over the same number of beats agree on every beat, because both are the same parabola (see `crossing.ts`).
 */
export function glidingClock({ fromS, at, lengthS, paceBefore, paceAfter }: Glide): Clock {
  const bend = (paceAfter - paceBefore) / (2 * lengthS)
  const glideTime = (paceBefore + bend * lengthS) * lengthS
  return {
    timeOf(trackS) {
      const x = trackS - fromS
      if (x <= 0) return at + paceBefore * x
      if (x >= lengthS) return at + glideTime + paceAfter * (x - lengthS)
      return at + (paceBefore + bend * x) * x
    },
    secondsAt(time) {
      const t = time - at
      if (t <= 0) return fromS + t / paceBefore
      if (t >= glideTime) return fromS + lengthS + (t - glideTime) / paceAfter
      // The root of bend·x² + pace·x = t, in the form that does not divide by a bend of 0.
      return fromS + (2 * t) / (paceBefore + Math.sqrt(paceBefore * paceBefore + 4 * bend * t))
    },
  }
}
