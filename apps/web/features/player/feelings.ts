import type { Affect } from '@mooddj/shared/affect'
import type { FeelingRequest, Feelings, FeelingTime } from '@mooddj/shared/playlist'

/** What the listener said of one playlist on this visit. */
export interface Told {
  said: Feelings
  /** Questions that they would rather not answer. */
  passed: readonly FeelingTime[]
  /** The answer that did not reach the server. */
  failed: FeelingTime | null
}

export type FeelingStore = ReturnType<typeof createFeelingStore>

export interface FeelingStoreOptions {
  /** Brings an answer to the server; the last one counts. */
  send: (playlistId: string, feeling: FeelingRequest) => Promise<void>
}

const NOTHING_TOLD: Told = { said: {}, passed: [], failed: null }

/** How the listener says they feel before and after their playlists, for as long as the page is open. */
export function createFeelingStore({ send }: FeelingStoreOptions) {
  const listeners = new Set<() => void>()
  const held: { told: ReadonlyMap<string, Told> } = { told: new Map() }
  const toldOf = (playlistId: string): Told => held.told.get(playlistId) ?? NOTHING_TOLD
  const change = (playlistId: string, part: Partial<Told>) => {
    held.told = new Map([...held.told, [playlistId, { ...toldOf(playlistId), ...part }]])
    for (const listener of listeners) listener()
  }
  return {
    /** The same object for as long as nothing new was said. */
    told: toldOf,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Shows the answer at once; takes nothing back when it does not arrive, but says so. */
    tell: async (playlistId: string, when: FeelingTime, { valence, arousal }: Affect): Promise<void> => {
      const felt = { valence, arousal }
      change(playlistId, { said: { ...toldOf(playlistId).said, [when]: felt }, failed: null })
      try {
        await send(playlistId, { when, ...felt })
      } catch {
        // Whatever kept it, all there is to do is to offer it again.
        change(playlistId, { failed: when })
      }
    },
    pass: (playlistId: string, when: FeelingTime) =>
      change(playlistId, { passed: [...toldOf(playlistId).passed, when] }),
  }
}

/** So many tracks heard to their end say enough of a playlist, for who does not stay to the last. */
const ENOUGH_TRACKS = 3

/** What to ask, if anything: before the first track, and after the last or a few. An answer or a pass ends the asking. */
export function questionNow({ feelings, passed, hasBegun, hasEnded, heard }: Asking): FeelingTime | null {
  const isOpen = (when: FeelingTime) => feelings[when] === undefined && !passed.includes(when)
  if (!hasBegun) return isOpen('before') && feelings.after === undefined ? 'before' : null
  return (hasEnded || heard >= ENOUGH_TRACKS) && isOpen('after') ? 'after' : null
}

export interface Asking {
  feelings: Feelings
  passed: readonly FeelingTime[]
  hasBegun: boolean
  hasEnded: boolean
  heard: number
}
