import type { Player, PlayerEvent, PlayerStatus } from '@mooddj/engine/player'
import type { Playlist, Track, Verdict } from '@mooddj/shared/playlist'
import type { Problem } from '@mooddj/shared/problem'
import { ownProblem } from '../api/api-problem.ts'
import { playsHere } from './plays-here.ts'

/** What plays: someone's own playlist, or one that came by a share link. */
export interface Queue {
  /** Names the queue, so that a page can tell whether it is already loaded. */
  key: string
  title: string
  tracks: readonly Track[]
  /** The listener's own playlist; null for a shared one, which nobody's judgements are sent for. */
  own: Playlist | null
}

/** The player as the page draws it; position is asked for separately, as often as it is painted. */
export interface PlayerView {
  queue: Queue | null
  status: PlayerStatus
  index: number
  volume: number
  /** Ids of tracks liked since the queue was loaded. */
  liked: ReadonlySet<string>
  problem: Problem | null
  /** How many full players are on the page; without one the dock shows. */
  fullPlayers: number
}

export interface PlayerStoreOptions {
  /** Brings the engine in when it is first needed. */
  openPlayer: () => Promise<Player>
  judge: (judgement: { playlistId: string; trackId: string; verdict: Verdict; positionMs: number }) => void
}

export type PlayerStore = ReturnType<typeof createPlayerStore>

const initialView: PlayerView = {
  queue: null,
  status: 'idle',
  index: 0,
  volume: 0.8,
  liked: new Set(),
  problem: null,
  fullPlayers: 0,
}

/** One player for the whole page, with what it plays and what the listener thinks of it. */
export function createPlayerStore({ openPlayer, judge }: PlayerStoreOptions) {
  const listeners = new Set<() => void>()
  const held: {
    view: PlayerView
    player: Player | null
    opening: Promise<Player> | null
    begun: string | null
  } = {
    view: initialView,
    player: null,
    opening: null,
    begun: null,
  }
  const change = (part: Partial<PlayerView>) => {
    held.view = { ...held.view, ...part }
    for (const listener of listeners) listener()
  }
  const say = (verdict: Verdict, index: number, positionMs: number) => {
    const { queue } = held.view
    const track = queue?.tracks[index]
    if (queue?.own && track) judge({ playlistId: queue.own.id, trackId: track.id, verdict, positionMs })
  }
  const hear = (event: PlayerEvent) => {
    if (event.type === 'left' && event.reason === 'completed') say('complete', event.index, event.positionMs)
    const state = held.player?.state()
    if (!state) return
    change({ status: state.status, index: state.index })
    const begun = `${held.view.queue?.key ?? ''}:${state.index}`
    if (state.status === 'playing' && held.begun !== begun) {
      held.begun = begun
      say('play', state.index, 0)
    }
  }
  const open = (): Promise<Player> => {
    held.opening ??= openPlayer().then((player) => {
      player.subscribe(hear)
      player.setVolume(held.view.volume)
      held.player = player
      return player
    })
    return held.opening
  }
  const attempt = async (work: (player: Player) => void | Promise<void>): Promise<void> => {
    // Keys and media buttons reach the player whatever is shown.
    if (held.view.queue !== null && !playsHere(held.view.queue.tracks)) return
    try {
      await work(await open())
      const state = held.player?.state()
      if (state) change({ status: state.status, index: state.index, problem: null })
    } catch {
      if (!held.player) held.opening = null
      change({ status: 'paused', problem: ownProblem('SOUND_UNAVAILABLE') })
    }
  }
  const step = (direction: 'next' | 'previous') =>
    attempt((player) => {
      if (direction === 'next') player.next()
      else player.previous()
    })
  return {
    view: () => held.view,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Puts a queue in place of the old one, paused. The same queue again changes nothing. */
    load: async (queue: Queue): Promise<void> => {
      if (held.view.queue?.key === queue.key) return
      held.begun = null
      if (!playsHere(queue.tracks)) {
        change({ queue, status: 'idle', index: 0, liked: new Set(), problem: null })
        await held.player?.pause()
        return
      }
      change({ queue, status: 'paused', index: 0, liked: new Set(), problem: null })
      await attempt((player) => player.load(queue.tracks.map(({ id }) => id)))
    },
    play: () => attempt((player) => player.play()),
    pause: () => attempt((player) => player.pause()),
    toggle: () => attempt((player) => (player.state().status === 'playing' ? player.pause() : player.play())),
    next: () => step('next'),
    previous: () => step('previous'),
    select: (index: number) =>
      attempt((player) => {
        player.select(index)
        return player.play()
      }),
    seek: (positionMs: number) => attempt((player) => player.seek(positionMs)),
    /** Moves on and says that this track was not the right one. */
    skip: async (): Promise<void> => {
      say('skip', held.view.index, held.player?.state().positionMs ?? 0)
      await step('next')
    },
    like: () => {
      const { queue, index, liked } = held.view
      const track = queue?.tracks[index]
      if (!track || liked.has(track.id)) return
      change({ liked: new Set([...liked, track.id]) })
      say('like', index, held.player?.state().positionMs ?? 0)
    },
    setVolume: (volume: number) => {
      held.player?.setVolume(volume)
      change({ volume })
    },
    /** Takes the queue away and ends the sound, as when its playlist is deleted. */
    unload: async (): Promise<void> => {
      change({ queue: null, status: 'idle', index: 0 })
      if (held.player) await held.player.pause()
    },
    /** Ends the sound and frees what it held. */
    close: async (): Promise<void> => {
      const { player } = held
      held.player = null
      held.opening = null
      await player?.close()
    },
    /** A full player is on the page until the returned function is called. */
    showFull: () => {
      change({ fullPlayers: held.view.fullPlayers + 1 })
      return () => change({ fullPlayers: held.view.fullPlayers - 1 })
    },
    position: (): { positionMs: number; durationMs: number } => {
      const durationMs = held.view.queue?.tracks[held.view.index]?.durationMs ?? 0
      const state = held.player?.state()
      return {
        positionMs: state?.positionMs ?? 0,
        durationMs: state && state.durationMs > 0 ? state.durationMs : durationMs,
      }
    },
    analyser: () => held.player?.analyser(),
    beat: () => held.player?.beat(),
  }
}
