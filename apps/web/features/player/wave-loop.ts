import type { Affect } from '@mooddj/shared/affect'
import type { PlayerStore } from './player-store.ts'
import { followCurve, followSpectrum, pulseOf } from './wave-levels.ts'
import type { WavePainter } from './wave-painter.ts'

const FRAME_MS = 33
/** How often it is looked whether the theme, the track or the window has given the wave another colour or size. */
const FIT_MS = 120

/** What the wave is to show. */
export interface WaveLook {
  isPlaying: boolean
  /** Share of the room that the loudest level takes. */
  reach: number
  /** One level a column, for when nothing plays. */
  curve: Float32Array
  /** The whole playlist's way through the plane, for its colours. */
  path: readonly Affect[]
}

export interface WaveLoop {
  /** Goes over to another look. */
  show: (look: WaveLook) => void
  end: () => void
}

/** Paints a wave at 30 pictures a second while it plays, and until it has come to rest; then only when it has to look different. */
export function startWave({ painter, store, moves, look: first }: WaveLoopOptions): WaveLoop {
  const levels = Float32Array.from(first.curve)
  const moment = { levels, reach: first.reach, pulse: 0, beat: store.beat(), phase: 0 }
  const run = { look: first, bins: new Uint8Array(0), frame: 0, drawnAt: 0, fittedAt: 0 }

  /** Moves everything on by one picture; gives whether there is another to come. */
  const advance = (): boolean => {
    const { isPlaying, curve, reach } = run.look
    moment.reach += (reach - moment.reach) * 0.1
    if (isPlaying && moves) {
      const analyser = store.analyser()
      if (analyser && run.bins.length !== analyser.frequencyBinCount)
        run.bins = new Uint8Array(analyser.frequencyBinCount)
      analyser?.getByteFrequencyData(run.bins)
      followSpectrum(levels, run.bins)
      moment.beat = store.beat()
      moment.phase = moment.beat ?? moment.phase
      moment.pulse = pulseOf(moment.beat)
      return true
    }
    moment.beat = undefined
    moment.pulse = 0
    if (moves) return followCurve(levels, curve)
    levels.set(curve)
    moment.reach = reach
    return false
  }
  const paint = (now: number) => {
    run.frame = 0
    if (now - run.drawnAt < FRAME_MS) return wake()
    run.drawnAt = now
    const goesOn = advance()
    if (now - run.fittedAt >= FIT_MS) {
      run.fittedAt = now
      painter.fit(run.look.path)
    }
    painter.paint(moment)
    if (goesOn) wake()
  }
  const wake = () => {
    if (run.frame === 0) run.frame = requestAnimationFrame(paint)
  }
  const refit = () => {
    if (run.frame === 0 && painter.fit(run.look.path)) painter.paint(moment)
  }
  const timer = setInterval(refit, FIT_MS)
  wake()
  return {
    show: (look) => {
      run.look = look
      wake()
    },
    end: () => {
      clearInterval(timer)
      cancelAnimationFrame(run.frame)
    },
  }
}

export interface WaveLoopOptions {
  painter: WavePainter
  store: Pick<PlayerStore, 'analyser' | 'beat'>
  /** Whether motion is wanted at all. */
  moves: boolean
  look: WaveLook
}
