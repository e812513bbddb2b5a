import type { Choice } from './cheer-up.ts'
import type { Near } from './pool.ts'
import { createPhrasebook, type Phrasebook } from './phrasebook.ts'
import type { Reason, Term } from './terms.ts'
import { type Clause, clauseFor, placementOf, type Place, type Scene, soundOf } from './why-clauses.ts'

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
  { moment, placeOf }: { moment: string; placeOf: (index: number) => Place },
): string[] {
  const phrases = createPhrasebook()
  return chosen.map(({ near, reasons }, index) => {
    const previous = chosen[index - 1]?.near.candidate
    const scene: Scene = { near, previous, place: placeOf(index), moment }
    return sentence(clausesFor(scene, reasons, phrases), scene)
  })
}

const PLACING: ReadonlySet<Term> = new Set(['distance', 'step'])
const PERSONAL: ReadonlySet<Term> = new Set(['preference', 'recent', 'context'])

interface Spoken extends Clause {
  term: Term
}

function clausesFor(scene: Scene, reasons: readonly Reason[], phrases: Phrasebook): Spoken[] {
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
  const placement: Spoken = { term: placing, ...placementOf(scene, placing, phrases) }
  const spoken = heaviestFirst.map((term): Spoken => ({ term, ...clauseFor(scene, term, phrases) }))
  const [first] = spoken
  return first !== undefined && first.term === top
    ? [first, placement, ...spoken.slice(1)]
    : [placement, ...spoken]
}

function sentence(clauses: readonly Spoken[], scene: Scene): string {
  const ofTrack = clauses.filter(({ subject }) => subject === 'it').map(({ words }) => words)
  const ofListener = clauses.filter(({ subject }) => subject === 'you').map(({ words }) => words)
  const said = new Set(clauses.map(({ term }) => term))
  const track = `it ${listed(ofTrack)}${soundOf(scene, said)}${caveat(scene)}`
  const parts =
    clauses[0]?.subject === 'you'
      ? [`${ofListener.join(', ')}, and ${track}`]
      : [track, ...ofListener.map((words) => `and ${words}`)]
  const text = parts.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function caveat({ near: { distance, recent }, place }: { near: Near; place: Place }): string {
  if (recent) return ', heard lately but nearer than the rest'
  return place !== 'match' && distance > FAR ? ', the nearest there is to this point' : ''
}

function listed(words: readonly string[]): string {
  // With a comma before the last, too: some of the pieces have one inside.
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')}, and ${words.at(-1)}`
}
