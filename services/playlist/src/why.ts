import type { Choice } from './cheer-up.ts'
import type { Near } from './pool.ts'
import { createPhrasebook } from './phrasebook.ts'
import type { Reason, Term } from './terms.ts'
import {
  type Clause,
  clauseFor,
  placementOf,
  type Place,
  type Scene,
  soundOf,
  type Voice,
} from './why-clauses.ts'
import type { Words } from './words/words.ts'

export type { Place } from './why-clauses.ts'

/** Farther than this from its way-point, a track was the best there was rather than the one wished for. */
const FAR = 0.15
/** A term that gave less of what spoke for a track than this is not worth words. */
const WORTH_SAYING = 0.05
/** Besides where the track stands. */
const MOST_REASONS = 2

/**
 * One plain sentence for each track on why it stands where it stands, made from the terms of its score: the heaviest comes first, and those
 * that a listener brought about (liking, hearing lately, the moment) go before other small ones. Wordings take turns over the playlist.
 */
export function reasonsWhy(
  chosen: readonly Choice[],
  { moment, words, placeOf }: { moment: string; words: Words; placeOf: (index: number) => Place },
): string[] {
  const voice: Voice = { words, phrases: createPhrasebook() }
  return chosen.map(({ near, reasons }, index) => {
    const previous = chosen[index - 1]?.near.candidate
    const scene: Scene = { near, previous, place: placeOf(index), moment }
    return sentence(clausesFor(scene, reasons, voice), scene, words)
  })
}

const PLACING: ReadonlySet<Term> = new Set(['distance', 'step'])
const PERSONAL: ReadonlySet<Term> = new Set(['preference', 'recent', 'context'])

interface Spoken extends Clause {
  term: Term
}

function clausesFor(scene: Scene, reasons: readonly Reason[], voice: Voice): Spoken[] {
  const placing = reasons.find(({ term }) => PLACING.has(term))?.term ?? 'distance'
  const others = reasons.filter(({ term, share }) => !PLACING.has(term) && share >= WORTH_SAYING)
  const personalFirst = others.toSorted(
    (one, other) => Number(PERSONAL.has(other.term)) - Number(PERSONAL.has(one.term)),
  )
  const top = reasons[0]?.term
  const picked = new Set(
    [...others.filter(({ term }) => term === top), ...personalFirst]
      .map(({ term }) => term)
      .filter((term, index, all) => all.indexOf(term) === index)
      .slice(0, MOST_REASONS),
  )
  const heaviestFirst = reasons.map(({ term }) => term).filter((term) => picked.has(term))
  const placement: Spoken = { term: placing, ...placementOf(scene, placing, voice) }
  const spoken = heaviestFirst.map((term): Spoken => ({ term, ...clauseFor(scene, term, voice) }))
  const [first] = spoken
  return first !== undefined && first.term === top
    ? [first, placement, ...spoken.slice(1)]
    : [placement, ...spoken]
}

function sentence(clauses: readonly Spoken[], scene: Scene, words: Words): string {
  const said = new Set(clauses.map(({ term }) => term))
  const of = (subject: Clause['subject']) =>
    clauses.filter((clause) => clause.subject === subject).map((clause) => clause.words)
  return words.sentence({
    track: `${words.listed(of('it'))}${soundOf(scene, said, words)}${caveat(scene, words)}`,
    listener: of('you'),
    listenerFirst: clauses[0]?.subject === 'you',
  })
}

function caveat(
  { near: { distance, recent }, place }: { near: Near; place: Place },
  { caveats }: Words,
): string {
  if (recent) return caveats.recent
  return place !== 'match' && distance > FAR ? caveats.far : ''
}
