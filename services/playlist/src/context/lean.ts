import type { Affect } from '@mooddj/shared/affect'
import { DAYPARTS, type Daypart, type PlaylistContext, type Weather } from '@mooddj/shared/playlist-context'
import type { Words } from '../words/words.ts'
import type { LocalTime } from './local-time.ts'
import type { ContextRules } from './rules.ts'

/** Which way the hour, the day and the weather lean a playlist. */
export interface ContextLean {
  /** Added to the target of Cheer up. */
  shift: Affect
  /** How welcome styles are: −1 to 1, by their names; 0 for all others. */
  mix: ReadonlyMap<string, number>
  /** The moment in words, to follow "suits": "a rainy evening". */
  moment: string
}

/** No context, or one that changes nothing. */
export const NO_LEAN: ContextLean = { shift: { valence: 0, arousal: 0 }, mix: new Map(), moment: '' }

/** What is known of the weather. */
export interface Sky {
  weather: Weather
  isDay: boolean
}

/** The moment by its parts and in words; undefined where nothing is known of it. */
export function contextOf(
  { time, sky }: { time: LocalTime | undefined; sky: Sky | undefined },
  rules: ContextRules,
  words: Words,
): PlaylistContext | undefined {
  if (!time && !sky) return undefined
  const daypart = time ? daypartAt(time.hour, rules) : null
  const weekend = time ? rules.weekend.includes(time.weekday) : null
  const weather = sky?.weather ?? null
  const moment = words.moment({ daypart, weekend: weekend ?? false, weather, isDay: sky?.isDay })
  return { daypart, weekend, weather, moment }
}

/** Which way a moment leans: the sum of its parts' rules, held to the bounds that the rules name. */
export function leanOf(
  { daypart, weekend, weather, moment }: PlaylistContext,
  rules: ContextRules,
): ContextLean {
  const leanings = [
    ...(daypart === null ? [] : [rules.dayparts[daypart]]),
    ...(weekend === null ? [] : [rules.days[weekend ? 'weekend' : 'workday']]),
    ...(weather === null ? [] : [rules.weathers[weather]]),
  ]
  const mix = new Map<string, number>()
  for (const { styles } of leanings)
    for (const [style, welcome] of Object.entries(styles))
      mix.set(style, held((mix.get(style) ?? 0) + welcome, 1))
  const shiftOf = (axis: 'valence' | 'arousal') =>
    held(
      leanings.reduce((sum, leaning) => sum + leaning[axis], 0),
      rules.mostShift,
    )
  return { shift: { valence: shiftOf('valence'), arousal: shiftOf('arousal') }, mix, moment }
}

/** The part of the day that began last. */
function daypartAt(hour: number, { begins }: ContextRules): Daypart {
  const since = (daypart: Daypart) => (hour - begins[daypart] + 24) % 24
  return DAYPARTS.reduce((latest, daypart) => (since(daypart) < since(latest) ? daypart : latest))
}

function held(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}
