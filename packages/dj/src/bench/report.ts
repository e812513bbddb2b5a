import type { LiveFigures } from './live-figures.ts'
import type { MemoryFigures } from './memory.ts'

/** Everything that a run of `dj bench live` tells. */
export interface LiveReport extends LiveFigures {
  bench: 'live'
  gateway: string
  sessions: number
  framesPerSecond: number
  seconds: number
  processor: string
  cores: number
  /** The machine's load average over a minute. */
  load: { before: number; after: number }
  warmUpS: number
  memory: MemoryFigures[]
}

/** The report for a person. */
export function toText(report: LiveReport): string {
  const { ageMs, perSession, memory } = report
  return [
    `${report.sessions} sessions × ${report.framesPerSecond} frames/s for ${report.seconds} s at ${report.gateway}`,
    `${report.processor}, ${report.cores} cores, load ${report.load.before.toFixed(1)} before and ${report.load.after.toFixed(1)} after`,
    '',
    `sent      ${report.sent} frames, ${report.sentPerSecond}/s (${report.heldBack} held back by the sender)`,
    `answered  ${report.answered} frames, ${report.answeredPerSecond}/s`,
    `frame age p50 ${ageMs.p50} ms, p90 ${ageMs.p90} ms, p99 ${ageMs.p99} ms, most ${ageMs.max} ms`,
    `dropped   ${report.dropped} frames, told in ${report.slow} slow messages; ${report.errors} errors`,
    `sessions  ${perSession.fewest} to ${perSession.most} answered each (fairness ${perSession.fairness}); ${report.settled} moods settled; ${report.closed} closed early`,
    '',
    ...describeMemory(memory, report.warmUpS),
  ].join('\n')
}

function describeMemory(memory: readonly MemoryFigures[], warmUpS: number): string[] {
  if (memory.length === 0) return ['memory    not watched: the data folder names no running house']
  const width = Math.max(...memory.map(({ name }) => name.length))
  const mib = (value: number) => value.toFixed(0).padStart(5)
  const growing = memory.filter(({ isFlat }) => !isFlat).map(({ name }) => name)
  return [
    `resident memory after ${warmUpS} s of warm-up, MiB: first third, last third, peak`,
    ...memory.map(
      ({ name, early, late, peak, isFlat }) =>
        `  ${name.padEnd(width)} ${mib(early)} ${mib(late)} ${mib(peak)}  ${isFlat ? 'flat' : 'GROWS'}`,
    ),
    growing.length === 0 ? 'every process is flat' : `growing: ${growing.join(', ')}`,
  ]
}
