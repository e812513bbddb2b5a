/** What the player is doing. `idle` before a queue is loaded, `ended` after its last track. */
export type PlayerStatus = 'idle' | 'paused' | 'playing' | 'ended'

/** A snapshot for the page; ask as often as it paints. */
export interface PlayerState {
  status: PlayerStatus
  /** Place in the queue, counted from 0. */
  index: number
  trackId: string | null
  positionMs: number
  durationMs: number
  /** 0 to 1. */
  volume: number
}

/** What happens while playing. `left` tells how a track was left, and where: enough to judge a skip. */
export type PlayerEvent =
  | { type: 'status'; status: PlayerStatus }
  | { type: 'entered'; index: number; trackId: string }
  | { type: 'left'; index: number; trackId: string; positionMs: number; reason: 'completed' | 'skipped' }
  | { type: 'ended' }

/** Plays a queue of built-in tracks. Create it once a page; it opens its AudioContext at the first `play()`. */
export interface Player {
  /** Puts a queue in place of the old one and stands at `index`, paused. Unknown ids throw a RangeError. */
  load(trackIds: readonly string[], index?: number): void
  /**
   * Starts or resumes; after the end, starts over. Call it first from a click or key: browsers allow sound only then, and it throws
   * `SoundBlocked` where they do not.
   */
  play(): Promise<void>
  /** Stops on the spot, without a click; resolves when all is silent. */
  pause(): Promise<void>
  /** Jumps inside the track. */
  seek(positionMs: number): void
  /** Crosses over to the next track on the beat; at the last one it ends the queue. */
  next(): void
  /** Back to the start of this track, or to the track before within its first three seconds. */
  previous(): void
  /** Crosses over to a place in the queue. */
  select(index: number): void
  setVolume(volume: number): void
  state(): PlayerState
  /** For drawing waves and the beat; undefined until the first `play()`. Smoothing and fftSize may be changed. */
  analyser(): AnalyserNode | undefined
  /** Where the music is in beats, for beat-synchronous drawing; undefined while nothing plays. */
  beat(): number | undefined
  /** Returns the way to stop listening. */
  subscribe(listener: (event: PlayerEvent) => void): () => void
  /** Stops all sound and frees the AudioContext. The player may be loaded again. */
  close(): Promise<void>
}

export interface PlayerOptions {
  /** 0 to 1, default 0.8. */
  volume?: number
  /** Opens the context; default a new AudioContext. */
  openContext?: () => AudioContext
  /** True while the page is not seen, whose timers browsers slow down; default what the document says. */
  isHidden?: () => boolean
}
