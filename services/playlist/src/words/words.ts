import type { Place } from '../why-clauses.ts'
import type { Emotion } from '@mooddj/shared/emotion'
import type { Language } from '@mooddj/shared/language'
import type { Target } from '@mooddj/shared/playlist'
import type { Daypart, Weather } from '@mooddj/shared/playlist-context'
import type { FallReason } from '../spotify/fall-reason.ts'
import { ARABIC } from './arabic.ts'
import { ENGLISH } from './english.ts'

/** Ways to say the same; the first is said first. */
export type Wordings = readonly [string, ...string[]]
type Scale = readonly [string, string, string, string, string]

/** Everything that the service says of a playlist, in one language. A piece on a track is a predicate: the sentence gives it its subject. */
export interface Words {
  /** What Match calls a playlist. */
  staying: Record<Emotion, Wordings>
  /** What Cheer up sets out from, and where it goes; one of each makes a title. */
  from: Record<Emotion, Wordings>
  towards: Record<Target, Wordings>
  /** The first track of a playlist, by its part. */
  openings: Record<Place, string>
  arrival: string
  evenSteps: Wordings
  onThePath: Wordings
  stays: Wordings
  nearYou: Wordings
  artist: Wordings
  sameness: Wordings
  recent: Wordings
  doubt: Wordings
  liked: Wordings
  passedOver: Wordings
  suits: Wordings
  /** A moment that a track suits, and that it does so better than others where `best` says that none really does. */
  ofMoment: (suits: string, moment: string, isWelcome: boolean) => string
  brighter: Wordings
  darker: Wordings
  livelier: Wordings
  calmer: Wordings
  /** From very calm to driving, from dark to bright. */
  energies: Scale
  tones: Scale
  tempo: {
    unsure: string
    less: (tempo: number) => string
    halfTime: (tempo: number) => string
    doubleTime: (tempo: number) => string
    same: (tempo: number) => Wordings
    leads: Wordings
    change: (lead: string, before: number, tempo: number) => string
  }
  key: {
    unsure: string
    same: Wordings
    ofSame: (lead: string, key: string) => string
    near: Wordings
    ofNear: (lead: string, key: string) => string
    leap: (key: string) => string
    /** A Camelot code as a key's name. */
    name: (camelot: string) => string
  }
  atTempo: (tempo: number) => string
  inKey: (key: string) => string
  /** Two words, or two moves, as one. */
  both: (one: string, other: string) => string
  /** One piece and what follows it. */
  comma: string
  caveats: { recent: string; far: string }
  /** Pieces on the track as one list. */
  listed: (pieces: readonly string[]) => string
  /** The whole: pieces on the track with its sound, and words on the listener, which may come first. */
  sentence: (parts: { track: string; listener: readonly string[]; listenerFirst: boolean }) => string
  /** What the listener is told where the built-in music stands in for Spotify's, and what they can do. */
  notices: Record<FallReason, string>
  /** While the playlist is not whole in Spotify yet. */
  pendingNotice: string
  /** A moment: "a rainy evening". */
  moment: (parts: {
    daypart: Daypart | null
    weekend: boolean
    weather: Weather | null
    /** Whether it is light; undefined where the sky is not known. */
    isDay: boolean | undefined
  }) => string
}

export function wordsOf(language: Language): Words {
  return language === 'ar' ? ARABIC : ENGLISH
}
