import type { Player, PlayerEvent } from '@mooddj/engine/player'
import type { Verdict } from '@mooddj/shared/playlist'
import { FRESH, INITIAL_VIEW, type PlayerView, type Queue, troubleOf } from './player-view.ts'
import { playsHere } from './plays-here.ts'

export interface PlayerStoreOptions {
  /** Brings the engine in when it is first needed. */
  openPlayer: () => Promise<Player>
  judge: (judgement: { playlistId: string; trackId: string; verdict: Verdict; positionMs: number }) => void
}

type Work = (player: Player) => void | Promise<void>

export type PlayerStore = ReturnType<typeof createPlayerStore>

/** One player for the whole page, with what it plays and what the listener thinks of it. */
export function createPlayerStore({ openPlayer, judge }: PlayerStoreOptions) {
  const listeners = new Set<() => void>()
  const held: {
    view: PlayerView
    player: Player | null
    opening: Promise<Player> | null
    begun: string | null
  } = {
    view: INITIAL_VIEW,
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
    if (event.type === 'left' && event.reason === 'completed') {
      say('complete', event.index, event.positionMs)
      change({ heard: held.view.heard + 1 })
    }
    const state = held.player?.state()
    if (!state) return
    change({ status: state.status, index: state.index })
    const begun = `${held.view.queue?.key ?? ''}:${state.index}`
    if (state.status === 'playing' && held.begun !== begun) {
      held.begun = begun
      change({ hasBegun: true })
      say('play', state.index, 0)
    }
  }
  const loudness = () => (held.view.isMuted ? 0 : held.view.volume)
  const open = (): Promise<Player> => {
    held.opening ??= openPlayer().then((player) => {
      player.subscribe(hear)
      player.setVolume(loudness())
      held.player = player
      return player
    })
    return held.opening
  }
  const attempt = async (work: Work, sounds = false): Promise<void> => {
    // Keys and media buttons reach the player whatever is shown.
    if (held.view.queue !== null && !playsHere(held.view.queue.tracks)) return
    if (sounds && held.view.status !== 'playing') change({ isOpening: true })
    try {
      await work(await open())
      const state = held.player?.state()
      if (state) change({ status: state.status, index: state.index, isOpening: false, trouble: null })
    } catch (error) {
      const trouble = held.player ? troubleOf(error) : 'unreachable'
      if (!held.player) held.opening = null
      change({ status: 'paused', isOpening: false, trouble })
    }
  }
  const sound = (work: Work) => attempt(work, true)
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
    /** Puts a queue in place of the old one, paused. Of the same queue only what is known of it is renewed: it plays on. */
    load: async (queue: Queue): Promise<void> => {
      if (held.view.queue?.key === queue.key) {
        if (held.view.queue.own !== queue.own) change({ queue })
        return
      }
      held.begun = null
      if (!playsHere(queue.tracks)) {
        change({ ...FRESH, queue, status: 'idle', isOpening: false })
        await held.player?.pause()
        return
      }
      change({ ...FRESH, queue, status: 'paused' })
      await attempt((player) => player.load(queue.tracks.map(({ id }) => id)))
    },
    play: () => sound((player) => player.play()),
    pause: () => attempt((player) => player.pause()),
    toggle: () => sound((player) => (player.state().status === 'playing' ? player.pause() : player.play())),
    next: () => step('next'),
    previous: () => step('previous'),
    select: (index: number) =>
      sound((player) => {
        player.select(index)
        return player.play()
      }),
    seek: (positionMs: number) => attempt((player) => player.seek(positionMs)),
    /** Moves on and says that this track was not the right one; at the end there is none to judge. */
    skip: async (): Promise<void> => {
      if (held.view.status === 'ended') return
      say('skip', held.view.index, held.player?.state().positionMs ?? 0)
      await step('next')
    },
    like: () => {
      const { queue, index, liked, status } = held.view
      const track = queue?.tracks[index]
      if (!queue?.own || !track || liked.has(track.id) || status === 'ended') return
      change({ liked: new Set([...liked, track.id]) })
      say('like', index, held.player?.state().positionMs ?? 0)
    },
    /** 0 mutes, and leaves the volume to come back to. */
    setVolume: (volume: number) => {
      change(volume === 0 ? { isMuted: true } : { isMuted: false, volume })
      held.player?.setVolume(loudness())
    },
    toggleMute: () => {
      change({ isMuted: !held.view.isMuted })
      held.player?.setVolume(loudness())
    },
    /** Takes the queue away and ends the sound, as when its playlist is deleted. */
    unload: async (): Promise<void> => {
      change({ ...FRESH, queue: null, status: 'idle' })
      if (held.player) await held.player.pause()
    },
    /** Ends the sound and frees what it held. */
    close: async (): Promise<void> => {
      const { player } = held
      held.player = null
      held.opening = null
      await player?.close()
    },
    /** A full player is in sight until the returned function is called. */
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
