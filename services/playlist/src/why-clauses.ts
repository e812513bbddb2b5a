import { camelotDistance } from '@mooddj/engine/camelot'
import type { Affect } from '@mooddj/shared/affect'
import type { Candidate } from './catalogue.ts'
import type { Phrasebook } from './phrasebook.ts'
import type { Near } from './pool.ts'
import { NOTICED_PREFERENCE } from './preference.ts'
import type { Term } from './terms.ts'
import { confidenceIn, tempoChange } from './transition.ts'
import type { Words } from './words/words.ts'

/** The part a track plays in its playlist. */
export type Place = 'match' | 'hold' | 'step' | 'arrival'

/** A track among the others, as its clauses speak of it. */
export interface Scene {
  near: Near
  previous: Candidate | undefined
  place: Place
  /** "a rainy evening"; empty without context. */
  moment: string
}

/** In which words a playlist is told of, and which of them were said already. */
export interface Voice {
  words: Words
  phrases: Phrasebook
}

/** A piece of a sentence: a predicate of the track's (`it`), or words on the listener that stand alone. */
export interface Clause {
  subject: 'it' | 'you'
  words: string
}

/** Differences below this are not heard as a move. */
const NOTICED_MOVE = 0.03
/** About 9 %: up to here a new tempo is told as a number, beyond it as a change. */
const EASY_TEMPO_OCTAVES = 0.13
/** A feature that is less sure than this is not told as a fact. */
const SURE = 0.5

/** Where a track stands: `term` says whether nearness to the point or the size of the step weighed more. */
export function placementOf({ near, previous, place }: Scene, term: Term, { words, phrases }: Voice): Clause {
  const { candidate } = near
  const it = (lead: string, rest: string): Clause => ({
    subject: 'it',
    words: `${lead}${words.comma}${rest}`,
  })
  const moved = (lead: string) => it(lead, movesOf(previous, candidate, { words, phrases }))
  if (previous === undefined) return it(words.openings[place], feel(candidate, words))
  if (place === 'arrival') return it(words.arrival, feel(candidate, words))
  if (place === 'step') return moved(phrases.choose(term === 'step' ? words.evenSteps : words.onThePath))
  return moved(phrases.choose(place === 'match' ? words.nearYou : words.stays))
}

/** What a term that is not about the place says of a track. */
export function clauseFor(scene: Scene, term: Term, voice: Voice): Clause {
  const { words, phrases } = voice
  const it = (said: string): Clause => ({ subject: 'it', words: said })
  switch (term) {
    case 'tempo':
      return it(tempoWords(scene, voice))
    case 'key':
      return it(keyWords(scene, voice))
    case 'artist':
    case 'sameness':
    case 'recent':
    case 'doubt':
      return it(phrases.choose(words[term]))
    case 'context':
      return it(words.ofMoment(phrases.choose(words.suits), scene.moment, scene.near.welcome > 0))
    case 'preference':
      return {
        subject: 'you',
        words: phrases.choose(scene.near.preference >= NOTICED_PREFERENCE ? words.liked : words.passedOver),
      }
    case 'distance':
    case 'step':
      return placementOf(scene, term, voice)
  }
}

/** How a track sounds, where no clause has said it yet. */
export function soundOf({ near: { candidate } }: Scene, said: ReadonlySet<Term>, words: Words): string {
  const tempo = said.has('tempo') || confidenceIn('tempo', candidate) < SURE
  const key = said.has('key') || confidenceIn('key', candidate) < SURE
  const sound = [
    ...(tempo ? [] : [words.atTempo(Math.round(candidate.tempo))]),
    ...(key ? [] : [words.inKey(words.key.name(candidate.key))]),
  ]
  return sound.length === 0 ? '' : `${words.comma}${sound.join(' ')}`
}

function tempoWords(
  { near: { candidate: to }, previous: from = to }: Scene,
  { words: { tempo: words }, phrases }: Voice,
): string {
  const [before, tempo] = [Math.round(from.tempo), Math.round(to.tempo)]
  if (Math.min(confidenceIn('tempo', from), confidenceIn('tempo', to)) < SURE) return words.unsure
  const { relation, octaves } = tempoChange(from.tempo, to.tempo)
  if (octaves > EASY_TEMPO_OCTAVES) return words.less(tempo)
  if (relation === 'half-time') return words.halfTime(tempo)
  if (relation === 'double-time') return words.doubleTime(tempo)
  return tempo === before
    ? phrases.choose(words.same(tempo))
    : words.change(phrases.choose(words.leads), before, tempo)
}

function keyWords(
  { near: { candidate: to }, previous: from = to }: Scene,
  { words: { key: words }, phrases }: Voice,
): string {
  if (Math.min(confidenceIn('key', from), confidenceIn('key', to)) < SURE) return words.unsure
  const distance = camelotDistance(from.key, to.key)
  const key = words.name(to.key)
  if (distance === 0) return words.ofSame(phrases.choose(words.same), key)
  if (distance === 1) return words.ofNear(phrases.choose(words.near), key)
  return words.leap(key)
}

/**
 * How the second track differs from the first, in words: along the axis that moves by far more, or along both; its feel, where it hardly
 * differs.
 */
function movesOf(previous: Candidate | undefined, candidate: Candidate, { words, phrases }: Voice): string {
  const brighter = candidate.valence - (previous?.valence ?? candidate.valence)
  const livelier = candidate.arousal - (previous?.arousal ?? candidate.arousal)
  const counts = (move: number, other: number) =>
    Math.abs(move) >= NOTICED_MOVE && Math.abs(move) * DWARFED > Math.abs(other)
  const moves = [
    ...(counts(brighter, livelier) ? [phrases.choose(brighter > 0 ? words.brighter : words.darker)] : []),
    ...(counts(livelier, brighter) ? [phrases.choose(livelier > 0 ? words.livelier : words.calmer)] : []),
  ]
  const [one, other] = moves
  if (one === undefined) return feel(candidate, words)
  return other === undefined ? one : words.both(one, other)
}

/** A move this many times smaller than the other goes without saying. */
const DWARFED = 2

/** A point in two everyday words. */
function feel({ valence, arousal }: Affect, { energies, tones, both }: Words): string {
  return both(wordAt(arousal, energies), wordAt(valence, tones))
}

function wordAt(coordinate: number, words: Words['tones']): string {
  const place = Math.min(4, Math.max(0, Math.floor(((coordinate + 1) / 2) * 5)))
  return words[place] ?? words[2]
}
