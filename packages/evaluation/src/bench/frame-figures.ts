import type { FrameName } from '@mooddj/dj/bench/frame-goals'
import type { Figure, Figures } from '@mooddj/dj/bench/rows'
import { CONVOLUTIONS } from './bare-parts.ts'
import type { ContenderName } from './contenders.ts'
import { multiplyAddsOf } from './onnx-convolutions.ts'

/** What was found in the rounds and beside them. */
export interface Findings {
  /** Processor milliseconds a frame. */
  cpuMs: ReadonlyMap<ContenderName, number>
  absent: ReadonlyMap<ContenderName, string>
  /** Multiply-adds of the emotion network for one view of a face. */
  work: number
  fixtureFaces: number
}

/** A camera of ten frames a second is searched about once a second; then both views of a face are read. */
const SEARCHES_A_FRAME = 0.1

/** All figures of the bench from what was measured. */
export function frameFiguresOf({ cpuMs, absent, work, fixtureFaces }: Findings): Figures<FrameName> {
  const cost = (name: ContenderName): Figure =>
    cpuMs.get(name) ?? { reason: absent.get(name) ?? 'it was not measured' }
  const ratio = (other: ContenderName, ours: ContenderName): Figure => {
    const [theirs, own] = [cost(other), cost(ours)]
    if (typeof theirs !== 'number') return theirs
    return typeof own === 'number' ? theirs / own : own
  }
  const at = (name: ContenderName) => cpuMs.get(name) ?? Number.NaN
  const rate = gigaOperations(work, at('emotion'))
  const best = Math.max(
    ...CONVOLUTIONS.map((shape, index) => gigaOperations(multiplyAddsOf(shape), at(`convolutions-${index}`))),
  )
  const networkAtBest = ((1 + SEARCHES_A_FRAME) * (2 * work)) / (best * 1e6)
  const parts = at('decode-640') + at('look') + SEARCHES_A_FRAME * at('search') + networkAtBest
  return {
    'human-over-ours-640': ratio('human-640', 'ours-640'),
    'fixture-faces-found': fixtureFaces,
    'human-over-ours-320-tracking': ratio('human-320', 'ours-320'),
    'face-api-tiny-over-ours': ratio('face-api-tiny', 'ours-320'),
    'face-api-ssd-over-ours': ratio('face-api-ssd', 'ours-320'),
    'haar-pytorch-over-ours': ratio('haar-pytorch', 'ours-320'),
    'emotion-rate-over-best-convolution': rate / best,
    'frame-over-its-parts': at('ours-640') / parts,
    'ours-640-cpu': cost('ours-640'),
    'ours-320-tracking-cpu': cost('ours-320'),
    'human-640-cpu': cost('human-640'),
    'human-320-cpu': cost('human-320'),
    'human-face-640-cpu': cost('human-face-640'),
    'face-api-tiny-cpu': cost('face-api-tiny'),
    'face-api-ssd-cpu': cost('face-api-ssd'),
    'haar-pytorch-cpu': cost('haar-pytorch'),
    'decode-640-cpu': cost('decode-640'),
    'look-cpu': cost('look'),
    'search-cpu': cost('search'),
    'emotion-cpu': cost('emotion'),
    'emotion-work': work / 1e6,
    'emotion-rate': rate,
    'convolution-rate': best,
  }
}

/** Billions of operations a second; a multiply-add is two. */
function gigaOperations(multiplyAdds: number, milliseconds: number): number {
  return (2 * multiplyAdds) / (milliseconds * 1e6)
}
