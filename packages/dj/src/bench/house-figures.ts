import { cpuOf } from './house-cpu.ts'
import type { LoadFigures } from './load.ts'
import type { HouseName } from './overload-goals.ts'
import type { Figure, Figures } from './rows.ts'

const UNKNOWN = { reason: 'the data folder names no running house whose processes could be watched' }
const PLUMBING = ['gateway', 'nats']
/** MiB to MB. */
const MB = 1.048576

/** Cores that the house's processes used on average. */
export function coresUsed({ cpu }: LoadFigures, seconds: number): Figure {
  return cpu === undefined ? UNKNOWN : cpuOf(cpu) / seconds
}

/** Frames a second if the house had two cores for itself: frames/s × 2 ÷ cores that its processes used. */
export function framesOnTwoCores(load: LoadFigures, seconds: number): Figure {
  const cores = coresUsed(load, seconds)
  return typeof cores === 'number' ? (load.answeredPerSecond * 2) / cores : cores
}

/** The gateway's and NATS' share of the house's processor time. */
export function plumbingShare({ cpu }: LoadFigures): Figure {
  return cpu === undefined ? UNKNOWN : cpuOf(cpu, PLUMBING) / cpuOf(cpu)
}

/**
 * The figures of the house itself.
 * @param busy the run whose frames are set against the cores used
 * @param steady the run in which shares and memory are watched
 */
export function houseFiguresOf(
  busy: { load: LoadFigures; seconds: number },
  steady: LoadFigures,
): Figures<HouseName> {
  const inference = steady.memory.filter(({ name }) => name === 'inference')
  const megabytes = (of: 'early' | 'late'): Figure =>
    inference.length === 0 ? UNKNOWN : inference.reduce((sum, figures) => sum + figures[of] * MB, 0)
  return {
    'gateway-and-nats-share': plumbingShare(steady),
    'frames-per-second-on-two-cores': framesOnTwoCores(busy.load, busy.seconds),
    'inference-memory': megabytes('late'),
    'inference-memory-at-start': megabytes('early'),
  }
}
