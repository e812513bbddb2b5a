import { cpus, loadavg } from 'node:os'
import { EMOTIONS } from '@mooddj/shared/emotion'
import type { Absence } from './contestants.ts'
import type { Contestant } from './contestant.ts'
import { type Figures, figuresOf } from './figures.ts'
import { type Intervals, intervalsOf } from './intervals.ts'
import type { Crop } from './options.ts'
import type { Verdicts } from './evaluate.ts'

/** What one network achieved. Shares are from 0 to 1, intervals 95 % bootstrap intervals. */
export interface ModelReport extends Figures, Intervals {
  name: string
  /** `moodnet` for the manifest's networks, `peer` for public ones. */
  kind: Contestant['kind']
  precision: Contestant['precision']
  /** The order of the confusion matrix's rows and columns. */
  labels: readonly string[]
  /** The bare network on one face and one thread, median. */
  msPerFace: number
  /** From a picture file to its moods through the inference service's own reader, median; null for peers and for crops. */
  millisecondsPipeline: number | null
}

/** A whole evaluation, as `--json` writes it. Fields may be added, none will be taken away. */
export interface Report {
  /** Pictures that were shown to the networks. */
  rows: number
  /** Rows of the label file that do not count, by reason. */
  leftOut: Record<string, number>
  /** Files that were not found. */
  missing: string[]
  /** Files that could not be decoded. */
  undecodable: string[]
  crop: Crop
  models: ModelReport[]
  /** Peers that were asked for and could not be run. */
  absent: Absence[]
  cpu: string
  /** The machine's load over the last minute when the clock was read: above the number of cores, times are not worth much. */
  load: number
}

/** Milliseconds a network. */
export interface Times {
  face: ReadonlyMap<Contestant, number>
  pipeline: ReadonlyMap<Contestant, number>
}

/** Puts everything that was found into one object. */
export function reportOf(
  { outcomes, missing, undecodable }: Verdicts,
  {
    leftOut,
    crop,
    absent,
    times,
  }: { leftOut: Record<string, number>; crop: Crop; absent: Absence[]; times: Times },
): Report {
  const models = [...outcomes].map(([contestant, own]): ModelReport => {
    const { name, kind, precision } = contestant
    return {
      name,
      kind,
      precision,
      ...figuresOf(own),
      ...intervalsOf(own),
      labels: EMOTIONS,
      msPerFace: times.face.get(contestant) ?? Number.NaN,
      millisecondsPipeline: times.pipeline.get(contestant) ?? null,
    }
  })
  return {
    rows: models[0]?.rows ?? 0,
    leftOut,
    missing,
    undecodable,
    crop,
    models,
    absent,
    cpu: cpus()[0]?.model ?? 'unknown',
    load: loadavg()[0] ?? 0,
  }
}
