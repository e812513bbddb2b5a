import type { Figure } from '@mooddj/dj/bench/rows'
import { createRandom } from '@mooddj/engine/random'
import type { Candidate } from '@mooddj/playlist/catalogue'
import { syntheticCandidates } from '@mooddj/playlist/measuring/synthetic-candidates'
import type { HeldSet } from './goals.ts'
import { medianOf } from './median.ts'
import { ALL_JOURNEYS, type Figures, MEASURES, METHODS, SAD_TO_HAPPY, measureMethods } from './methods.ts'
import type { Source } from './sources.ts'
import { timesOf } from './speed.ts'

/** How often each journey is made, and how many sets of 2,000 are drawn or spread. */
export interface Effort {
  seeds: number
  draws: number
}

const SET_SIZE = 2_000
/** How often composing is timed. */
const ROUNDS_A_SEED = 3
const LARGE_SET_SIZE = 13_000

/** Every figure of `dj bench compose` by its row's name; `say` hears what is being done. */
export function figuresOf(
  sources: readonly Source[],
  { seeds, draws }: Effort,
  say: (line: string) => void,
): Record<string, Figure> {
  const figures: Record<string, Figure> = {}
  const named = new Map(sources.map((source) => [source.name, source.candidates]))
  const songs = named.get('songs') ?? { reason: 'they were not asked for' }
  const archive = named.get('fma') ?? { reason: 'it was not asked for' }
  const each = <T>(make: (draw: number) => T) => Array.from({ length: draws }, (_, draw) => make(draw + 1))
  const sets: Record<HeldSet, readonly (readonly Candidate[])[] | { reason: string }> = {
    songs: isThere(songs) ? [songs] : songs,
    fma: isThere(archive) ? each((draw) => drawn(archive, draw)) : archive,
    uniform: each((draw) => syntheticCandidates(SET_SIZE, draw)),
  }
  for (const [set, candidates] of Object.entries(sets)) {
    say(`From sad to happy: ${set}`)
    Object.assign(figures, heldFigures(set, candidates, seeds))
  }
  say('How long it takes')
  const rounds = ROUNDS_A_SEED * seeds
  const many = isThere(archive) ? archive : syntheticCandidates(LARGE_SET_SIZE)
  const timed = {
    'time-2000': isThere(songs) ? songs : syntheticCandidates(SET_SIZE),
    'time-13000': many.slice(0, LARGE_SET_SIZE),
  }
  for (const [row, candidates] of Object.entries(timed)) {
    const times = timesOf(candidates, rounds)
    figures[row] = medianOf(times.map(({ work }) => work)).value
    figures[`${row}-wall`] = medianOf(times.map(({ wall }) => wall)).value
  }
  for (const { name, title, candidates } of sources) {
    say(`From every emotion to happy and calm: ${title}`)
    Object.assign(figures, sourceFigures(name, candidates, seeds))
  }
  return figures
}

function heldFigures(
  set: string,
  candidates: readonly (readonly Candidate[])[] | { reason: string },
  seeds: number,
): Record<string, Figure> {
  const found = isThere(candidates)
    ? merged(candidates.map((some) => measureMethods(some, { journeys: SAD_TO_HAPPY, seeds })))
    : candidates
  const middle = (method: keyof Figures, measure: 'deviation' | 'evenness') =>
    'reason' in found ? NaN : medianOf(found[method][measure]).value
  const shown = (value: number): Figure => ('reason' in found ? found : value)
  const over = (method: keyof Figures) => shown(middle('composer', 'evenness') / middle(method, 'evenness'))
  return {
    [`sad-happy-${set}-deviation`]: shown(middle('composer', 'deviation')),
    [`sad-happy-${set}-evenness-over-random`]: over('random'),
    [`sad-happy-${set}-evenness-over-jump`]: over('jump'),
    [`sad-happy-${set}-evenness-over-greedy`]: over('greedy'),
  }
}

function sourceFigures(
  name: string,
  candidates: Source['candidates'],
  seeds: number,
): Record<string, Figure> {
  const figures: Record<string, Figure> = {}
  const found = isThere(candidates)
    ? measureMethods(candidates, { journeys: ALL_JOURNEYS, seeds })
    : undefined
  for (const measure of MEASURES) {
    for (const method of METHODS) {
      const median = found && medianOf(found[method][measure])
      const row = `${name}-${measure}-${method}`
      const missing = isThere(candidates) ? { reason: 'it was not measured' } : candidates
      figures[row] = median?.value ?? missing
      figures[`${row}-low`] = median?.low ?? missing
      figures[`${row}-high`] = median?.high ?? missing
    }
  }
  return figures
}

function merged(all: readonly Figures[]): Figures {
  const of = (method: keyof Figures) => ({
    deviation: all.flatMap((figures) => figures[method].deviation),
    evenness: all.flatMap((figures) => figures[method].evenness),
    smoothness: all.flatMap((figures) => figures[method].smoothness),
  })
  return { composer: of('composer'), random: of('random'), jump: of('jump'), greedy: of('greedy') }
}

/** 2,000 of the candidates, without any twice. */
function drawn(candidates: readonly Candidate[], seed: number): Candidate[] {
  const random = createRandom(seed)
  const rest = [...candidates]
  return Array.from({ length: Math.min(SET_SIZE, rest.length) }, () =>
    rest.splice(Math.floor(random() * rest.length), 1),
  ).flat()
}

function isThere<T>(found: readonly T[] | { reason: string }): found is readonly T[] {
  return !('reason' in found)
}
