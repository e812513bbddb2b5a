import type { PlayerStatus } from '@mooddj/engine/player'
import type { Language } from '@mooddj/shared/language'
import type { Playlist, Track } from '@mooddj/shared/playlist'

/** What plays: someone's own playlist, or one that came by a share link. */
export interface Queue {
  /** Names the queue, so that a page can tell whether it is already loaded. */
  key: string
  title: string
  /** Of the title and of why each track is there. */
  language: Language
  tracks: readonly Track[]
  /** The listener's own playlist; null for a shared one, which nobody's judgements are sent for. */
  own: Playlist | null
}

/**
 * Why nothing sounds: the browser keeps its sound shut, the player itself could not be fetched, the queue holds a track that it does not know, or
 * the device gave no sound.
 */
export type SoundTrouble = 'blocked' | 'unreachable' | 'unplayable' | 'silent'

/** The player as the page draws it; position is asked for separately, as often as it is painted. */
export interface PlayerView {
  queue: Queue | null
  status: PlayerStatus
  index: number
  /** 0 to 1; kept while it is muted. */
  volume: number
  isMuted: boolean
  /** Whether the sound is being opened, which takes a moment the first time. */
  isOpening: boolean
  /** Whether any of the queue was played since it was loaded. */
  hasBegun: boolean
  /** How many tracks were heard to their end since the queue was loaded. */
  heard: number
  /** Ids of tracks liked since the queue was loaded. */
  liked: ReadonlySet<string>
  trouble: SoundTrouble | null
  /** How many full players are in sight; without one the dock shows. */
  fullPlayers: number
}

/** What a newly loaded queue begins with. */
export const FRESH = {
  index: 0,
  hasBegun: false,
  heard: 0,
  liked: new Set<string>(),
  trouble: null,
} as const satisfies Partial<PlayerView>

export const INITIAL_VIEW: PlayerView = {
  ...FRESH,
  queue: null,
  status: 'idle',
  volume: 0.8,
  isMuted: false,
  isOpening: false,
  fullPlayers: 0,
}

/** What an error of the engine's means for the listener. The engine's own class is told by its name: it is fetched only when it plays. */
export function troubleOf(error: unknown): SoundTrouble {
  if (error instanceof RangeError) return 'unplayable'
  return error instanceof Error && error.name === 'SoundBlocked' ? 'blocked' : 'silent'
}
