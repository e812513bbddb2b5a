import { camelotDistance, keyName } from '@mooddj/engine/camelot'
import type { Affect } from '@mooddj/shared/affect'
import type { Candidate } from './catalogue.ts'
import type { Phrasebook } from './phrasebook.ts'
import type { Near } from './pool.ts'
import { NOTICED_PREFERENCE } from './preference.ts'
import type { Term } from './terms.ts'
import { confidenceIn, tempoChange } from './transition.ts'

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
export function placementOf({ near, previous, place }: Scene, term: Term, phrases: Phrasebook): Clause {
  const { candidate } = near
  const words = (lead: string) =>
    ({ subject: 'it', words: `${lead}, ${movesOf(previous, candidate, phrases)}` }) as const
  if (previous === undefined) return { subject: 'it', words: `${OPENINGS[place]}, ${feel(candidate)}` }
  if (place === 'arrival')
    return { subject: 'it', words: `arrives where you are heading, ${feel(candidate)}` }
  if (place === 'step') return words(phrases.choose(term === 'step' ? EVEN_STEPS : ON_THE_PATH))
  return words(phrases.choose(place === 'match' ? NEAR_YOU : STAYING))
}

const OPENINGS: Record<Place, string> = {
  match: 'sits close to your mood',
  hold: 'starts where you are',
  step: 'sets out from where you are',
  arrival: 'stands where you are heading',
}
const EVEN_STEPS = [
  'takes you one even step on',
  'moves you along without a jump',
  'is the next step of the same size',
  'leads on as gently as planned',
  'keeps your pace along the way',
] as const
const ON_THE_PATH = [
  'lies right on your path',
  'meets your path here',
  'marks this point of the way',
  'is where your path leads now',
  'fits this stretch of the way',
] as const
const STAYING = [
  'stays with you a little longer',
  'keeps you company where you are',
  'waits here with you',
  'lingers in the same mood',
] as const
const NEAR_YOU = [
  'keeps to your mood',
  'stays near how you feel',
  'suits the same mood',
  'holds on to this feeling',
  'rests in the same place',
] as const

/** What a term that is not about the place says of a track. */
export function clauseFor(scene: Scene, term: Term, phrases: Phrasebook): Clause {
  const it = (words: string): Clause => ({ subject: 'it', words })
  switch (term) {
    case 'tempo':
      return it(tempoWords(scene, phrases))
    case 'key':
      return it(keyWords(scene, phrases))
    case 'artist':
      return it(phrases.choose(['brings another artist in', 'lets someone else play']))
    case 'sameness':
      return it(phrases.choose(['adds something different', 'sounds unlike the others', 'brings variety']))
    case 'recent':
      return it(phrases.choose(['is one you have not heard lately', 'has not played for you lately']))
    case 'context':
      return it(contextWords(scene, phrases))
    case 'doubt':
      return it(phrases.choose(['has a mood that is known well', 'is surely placed']))
    case 'preference':
      return { subject: 'you', words: likingWords(scene, phrases) }
    case 'distance':
    case 'step':
      return placementOf(scene, term, phrases)
  }
}

/** How a track sounds, where no clause has said it yet. */
export function soundOf({ near: { candidate } }: Scene, said: ReadonlySet<Term>): string {
  const tempo = said.has('tempo') || confidenceIn('tempo', candidate) < SURE
  const key = said.has('key') || confidenceIn('key', candidate) < SURE
  const words = [
    ...(tempo ? [] : [`at ${Math.round(candidate.tempo)} BPM`]),
    ...(key ? [] : [`in ${keyName(candidate.key)}`]),
  ]
  return words.length === 0 ? '' : `, ${words.join(' ')}`
}

function tempoWords({ near: { candidate: to }, previous: from = to }: Scene, phrases: Phrasebook): string {
  const [before, tempo] = [Math.round(from.tempo), Math.round(to.tempo)]
  if (Math.min(confidenceIn('tempo', from), confidenceIn('tempo', to)) < SURE) return 'seems to keep the pace'
  const { relation, octaves } = tempoChange(from.tempo, to.tempo)
  if (octaves > EASY_TEMPO_OCTAVES) return `changes pace less than others would, to ${tempo} BPM`
  if (relation === 'half-time') return `beats at ${tempo} BPM, about half the pulse before it`
  if (relation === 'double-time') return `beats at ${tempo} BPM, about double the pulse before it`
  return tempo === before
    ? phrases.choose([`keeps the same ${tempo} BPM`, `holds the beat at the same ${tempo} BPM`])
    : `${phrases.choose(['carries the beat', 'glides', 'follows on'])} from ${before} to ${tempo} BPM`
}

function keyWords({ near: { candidate: to }, previous: from = to }: Scene, phrases: Phrasebook): string {
  if (Math.min(confidenceIn('key', from), confidenceIn('key', to)) < SURE) return 'seems to blend in key'
  const distance = camelotDistance(from.key, to.key)
  const key = keyName(to.key)
  if (distance === 0) return `${phrases.choose(['stays in', 'goes on in'])} the same key, ${key}`
  if (distance === 1) return `${phrases.choose(['slips into', 'blends into', 'turns softly to'])} ${key}`
  return `goes to ${key}, less of a leap than others`
}

function contextWords({ near: { welcome }, moment }: Scene, phrases: Phrasebook): string {
  const words = `${phrases.choose(['suits', 'goes with', 'belongs to'])} ${moment}`
  return welcome > 0 ? words : `${words} better than the rest near here`
}

function likingWords({ near: { preference } }: Scene, phrases: Phrasebook): string {
  return preference >= NOTICED_PREFERENCE
    ? phrases.choose([
        'you liked tracks like this',
        'you liked tracks of this kind',
        'you liked tracks close to it',
      ])
    : phrases.choose(['you skipped what else is near more often', 'you passed over the others near here'])
}

/**
 * How the second track differs from the first, in words: along the axis that moves by far more, or along both; its feel, where it hardly
 * differs.
 */
function movesOf(previous: Candidate | undefined, candidate: Candidate, phrases: Phrasebook): string {
  const brighter = candidate.valence - (previous?.valence ?? candidate.valence)
  const livelier = candidate.arousal - (previous?.arousal ?? candidate.arousal)
  const counts = (move: number, other: number) =>
    Math.abs(move) >= NOTICED_MOVE && Math.abs(move) * DWARFED > Math.abs(other)
  const words = [
    ...(counts(brighter, livelier) ? [phrases.choose(brighter > 0 ? BRIGHTER : DARKER)] : []),
    ...(counts(livelier, brighter) ? [phrases.choose(livelier > 0 ? LIVELIER : CALMER)] : []),
  ]
  return words.length === 0 ? feel(candidate) : words.join(' and ')
}

/** A move this many times smaller than the other goes without saying. */
const DWARFED = 2
const BRIGHTER = ['a shade brighter', 'brighter in tone', 'a touch brighter'] as const
const DARKER = ['a shade darker', 'darker in tone', 'a touch darker'] as const
const LIVELIER = [
  'a little livelier',
  'livelier in step',
  'slightly livelier',
  'livelier by a notch',
] as const
const CALMER = ['a little calmer', 'calmer in step', 'slightly calmer', 'calmer by a notch'] as const

/** A point in two everyday words. */
function feel({ valence, arousal }: Affect): string {
  return `${wordAt(arousal, ['very calm', 'calm', 'steady', 'lively', 'driving'])} and ${wordAt(valence, [
    'dark',
    'wistful',
    'even',
    'warm',
    'bright',
  ])}`
}

function wordAt(coordinate: number, words: readonly [string, string, string, string, string]): string {
  const place = Math.min(4, Math.max(0, Math.floor(((coordinate + 1) / 2) * 5)))
  return words[place] ?? words[2]
}
