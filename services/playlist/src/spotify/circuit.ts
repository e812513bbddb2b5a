import type { Cache } from '@mooddj/platform/cache'

/** Whether Spotify may be asked at all. The quota is the app's, so one circuit is everybody's. */
export interface Circuit {
  /** When Spotify may be asked again; nothing while it may. */
  openUntil(): Promise<Date | undefined>
  /** Asks nothing for so long, at most a day: whatever Spotify says, tomorrow is looked again. */
  open(retryAfterS: number): Promise<void>
}

const KEY = 'playlist:spotify-circuit:app'
const OPEN_MOST_S = 24 * 3600

/** A circuit that all replicas share, kept in Redis: once the day's calls are used up, nobody asks before the time that Spotify named. */
export function createCircuit(redis: Cache['redis'], now: () => number = Date.now): Circuit {
  return {
    async openUntil() {
      const until = Number(await redis.get(KEY))
      return until > now() ? new Date(until) : undefined
    },
    async open(retryAfterS) {
      const seconds = Math.ceil(Math.min(Math.max(retryAfterS, 1), OPEN_MOST_S))
      await redis.set(KEY, String(now() + seconds * 1000), 'EX', seconds)
    },
  }
}
