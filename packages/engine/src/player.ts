import { openOutput, type Output } from './output.ts'
import type { Player, PlayerEvent, PlayerOptions, PlayerStatus } from './player-port.ts'
import { type TrackSeed, trackSeedOf } from './track-seed.ts'
import { createTransport, type Transport } from './transport.ts'

export type { Player, PlayerEvent, PlayerOptions, PlayerState, PlayerStatus } from './player-port.ts'

const TICK_MS = 200
/** How far ahead sound is created: what waits costs as well, but a hidden page's timers come once a second only. */
const LOOKAHEAD_S = { seen: 1.2, hidden: 3 }
/** `previous` within this time goes to the track before. */
const RESTART_AFTER_S = 3
/** A seek stops this short of the end, so that there is something to hear. */
const LEAST_REST_S = 0.5

/** Creates a player. Nothing sounds and nothing is opened before `play()`. */
export function createPlayer(options: PlayerOptions = {}): Player {
  const listeners = new Set<(event: PlayerEvent) => void>()
  let queue: TrackSeed[] = []
  let index = 0
  /** Where the track is entered at the next play. */
  let entryS = 0
  let status: PlayerStatus = 'idle'
  let volume = options.volume ?? 0.8
  let waking = false
  const isHidden = options.isHidden ?? (() => globalThis.document?.hidden ?? false)
  let sound: { output: Output; transport: Transport; timer: ReturnType<typeof setInterval> } | undefined

  const tell = (event: PlayerEvent) => {
    for (const listener of listeners) listener(event)
  }
  const become = (next: PlayerStatus) => {
    if (status === next) return
    status = next
    tell({ type: 'status', status })
  }
  const isPlaying = () => status === 'playing'
  const positionS = () => sound?.transport.positionS() ?? entryS
  const tellLeft = (reason: 'completed' | 'skipped', atS: number) => {
    const seed = queue[index]
    if (seed) tell({ type: 'left', index, trackId: seed.id, positionMs: Math.round(atS * 1000), reason })
  }
  const enter = (to: number) => {
    index = to
    entryS = 0
    const seed = queue[to]
    if (seed) tell({ type: 'entered', index, trackId: seed.id })
  }
  const lengthS = () => (queue[index]?.durationMs ?? 0) / 1000

  /** Takes everything off: softly where it is heard, at once where a pause hides it. */
  const silence = () => (status === 'paused' ? sound?.transport.cut() : sound?.transport.drop())
  const end = () => {
    index = 0
    entryS = 0
    become('ended')
    tell({ type: 'ended' })
  }
  const tick = () => {
    switch (sound?.transport.tick(queue[index + 1])) {
      case 'crossed':
        tellLeft('completed', lengthS())
        return enter(index + 1)
      case 'ended':
        tellLeft('completed', lengthS())
        return end()
      case undefined:
        // An idle audio clock costs battery.
        if (sound && !isPlaying() && sound.transport.isSilent()) rest(sound.output)
    }
  }
  const rest = (output: Output) => {
    if (output.context.state === 'running') void output.rest(() => !isPlaying())
  }
  const openSound = () => {
    const output = openOutput(
      options.openContext?.() ?? new AudioContext({ latencyHint: 'playback' }),
      volume,
    )
    // A call, or another program that wants the loudspeaker, halts the context: then the player is paused, says so, and stays so.
    output.context.onstatechange = () => {
      if (waking) return
      if (output.context.state !== 'running' && isPlaying()) become('paused')
      if (status === 'paused') rest(output)
    }
    const transport = createTransport({
      ...output,
      lookaheadS: () => (isHidden() ? LOOKAHEAD_S.hidden : LOOKAHEAD_S.seen),
    })
    globalThis.document?.addEventListener('visibilitychange', tick)
    return { output, transport, timer: setInterval(tick, TICK_MS) }
  }
  const go = (to: number) => {
    const seed = queue[to]
    if (!seed) return
    tellLeft('skipped', positionS())
    if (isPlaying()) sound?.transport.cross(seed)
    else silence()
    enter(to)
  }

  const player: Player = {
    load(trackIds, at = 0) {
      const seeds = trackIds.map((id) => {
        const seed = trackSeedOf(id)
        if (!seed) throw new RangeError(`${id} is not a built-in track`)
        return seed
      })
      silence()
      queue = seeds
      become(seeds.length === 0 ? 'idle' : 'paused')
      enter(Math.min(Math.max(0, at), Math.max(0, seeds.length - 1)))
    },
    async play() {
      if (queue.length === 0 || isPlaying()) return
      sound ??= openSound()
      const { output, transport } = sound
      if (status === 'ended') enter(0)
      become('playing')
      waking = true
      try {
        await output.wake()
      } catch (cause) {
        become('paused')
        throw cause
      } finally {
        waking = false
      }
      const seed = queue[index]
      // A pause may have come while the context was starting.
      if (!isPlaying() || !seed) return
      if (transport.positionS() === undefined) transport.start(seed, entryS)
      output.open()
    },
    async pause() {
      if (!isPlaying()) return
      become('paused')
      await sound?.output.rest(() => status === 'paused')
    },
    seek(positionMs) {
      const seed = queue[index]
      if (!seed) return
      entryS = Math.min(Math.max(0, positionMs / 1000), lengthS() - LEAST_REST_S)
      if (isPlaying()) sound?.transport.start(seed, entryS)
      else silence()
    },
    next() {
      if (index + 1 < queue.length) return go(index + 1)
      if (queue.length === 0 || status === 'ended') return
      tellLeft('skipped', positionS())
      silence()
      end()
    },
    previous() {
      if (index === 0 || positionS() > RESTART_AFTER_S) player.seek(0)
      else go(index - 1)
    },
    select(to) {
      if (to !== index) go(to)
    },
    setVolume(wanted) {
      volume = Math.min(1, Math.max(0, wanted))
      sound?.output.setVolume(volume)
    },
    state() {
      const seed = queue[index]
      const positionMs = Math.round(positionS() * 1000)
      return {
        status,
        index,
        trackId: seed?.id ?? null,
        positionMs,
        durationMs: seed?.durationMs ?? 0,
        volume,
      }
    },
    analyser: () => sound?.output.analyser,
    beat: () => (isPlaying() ? sound?.transport.beat() : undefined),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      const closing = sound
      sound = undefined
      queue = []
      status = 'idle'
      listeners.clear()
      clearInterval(closing?.timer)
      globalThis.document?.removeEventListener('visibilitychange', tick)
      if (closing) closing.output.context.onstatechange = null
      closing?.transport.cut()
      await closing?.output.context.close()
    },
  }
  return player
}
