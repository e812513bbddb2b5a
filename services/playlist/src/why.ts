import { camelotDistance, keyName } from '@mooddj/engine/camelot'
import type { Affect } from '@mooddj/shared/affect'
import type { Candidate } from './catalogue.ts'
import type { Near } from './pool.ts'
import { NOTICED_PREFERENCE } from './preference.ts'
import { tempoChange } from './transition.ts'

/** The part a track plays in its playlist. */
export type Place = 'match' | 'hold' | 'step' | 'arrival'

/** Differences below this are not heard as a move. */
const NOTICED_MOVE = 0.03
/** Farther than this from its way-point, a track was the best there was rather than the one wished for. */
const FAR = 0.15
/** About 9 %: up to here a new tempo is told as a number, beyond it as a change. */
const EASY_TEMPO_OCTAVES = 0.13

/**
 * One plain sentence on why a track stands where it stands, made from what weighed in its choice: the point, the step from the
 * track before, tempo, key, distance and having been heard lately.
 */
export function whyOf({
  near,
  previous,
  place,
  index,
}: {
  near: Near
  previous: Near | undefined
  place: Place
  /** Place in the playlist, from 0: neighbours are told apart in their wording. */
  index: number
}): string {
  const { candidate } = near
  const sound = previous
    ? `${tempoPhrase(previous.candidate, candidate)} and ${keyPhrase(previous.candidate, candidate)}`
    : `at ${Math.round(candidate.tempo)} BPM in ${keyName(candidate.key)}`
  return `${leadPhrase(candidate, previous?.candidate, place, index)}, ${sound}${caveat(near, place)}${liking(near)}.`
}

function leadPhrase(
  candidate: Candidate,
  previous: Candidate | undefined,
  place: Place,
  index: number,
): string {
  switch (place) {
    case 'match':
      return previous
        ? matchPhrase(previous, candidate, index)
        : `It sits close to your mood, ${feel(candidate)}`
    case 'hold':
      return previous
        ? `It stays with you a little longer, ${feel(candidate)}`
        : `It starts where you are, ${feel(candidate)}`
    case 'step':
      return previous
        ? stepPhrase(previous, candidate, index)
        : `It sets out from where you are, ${feel(candidate)}`
    case 'arrival':
      return `It arrives where you are heading, ${feel(candidate)}`
  }
}

function matchPhrase(previous: Candidate, candidate: Candidate, index: number): string {
  const leads = ['It keeps to your mood', 'It stays near how you feel', 'It suits the same mood'] as const
  const lead = leads[index % 3] ?? leads[0]
  const moves = movesOf(previous, candidate)
  if (moves.length > 0) return `${lead}, a shade ${moves.join(' and ')} for variety`
  return previous.artist === candidate.artist
    ? `${lead}, ${feel(candidate)}`
    : `${lead}, from another artist for variety`
}

function stepPhrase(previous: Candidate, candidate: Candidate, index: number): string {
  const moves = movesOf(previous, candidate).join(' and ')
  if (moves === '') return `It holds your path level for a moment, ${feel(candidate)}`
  const leads = [
    'It takes you one step',
    'It moves you on, a little',
    'It brings you closer, a touch',
  ] as const
  return `${leads[index % 3] ?? leads[0]} ${moves}`
}

/** How the second track differs from the first, in words; nothing where it hardly does. */
function movesOf(previous: Candidate, candidate: Candidate): string[] {
  return [
    moveWord(candidate.valence - previous.valence, 'brighter', 'darker'),
    moveWord(candidate.arousal - previous.arousal, 'livelier', 'calmer'),
  ].filter((word) => word !== undefined)
}

function moveWord(difference: number, up: string, down: string): string | undefined {
  if (Math.abs(difference) < NOTICED_MOVE) return undefined
  return difference > 0 ? up : down
}

function tempoPhrase(from: Candidate, to: Candidate): string {
  const tempo = Math.round(to.tempo)
  const { relation, octaves } = tempoChange(from.tempo, to.tempo)
  if (octaves > EASY_TEMPO_OCTAVES) return `with a change of pace to ${tempo} BPM`
  if (relation === 'half-time') return `at ${tempo} BPM, about half the pulse before it,`
  if (relation === 'double-time') return `at ${tempo} BPM, about double the pulse before it,`
  return tempo === Math.round(from.tempo)
    ? `at the same ${tempo} BPM`
    : `at ${tempo} BPM after ${Math.round(from.tempo)}`
}

function keyPhrase(from: Candidate, to: Candidate): string {
  const distance = camelotDistance(from.key, to.key)
  if (distance === 0) return 'in the same key'
  if (distance === 1) return `in ${keyName(to.key)}, a key next to the last`
  return `in ${keyName(to.key)}`
}

function caveat({ distance, recent }: Near, place: Place): string {
  if (recent) return ', heard lately but nearer than the rest'
  return place !== 'match' && distance > FAR ? ', the nearest there is to this point' : ''
}

function liking({ preference }: Near): string {
  return preference >= NOTICED_PREFERENCE ? ', and you liked tracks like this' : ''
}

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
