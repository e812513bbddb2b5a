import type { Cache } from '@mooddj/platform/cache'
import { createParser, UndecodableError } from '@mooddj/shared/codec'
import { WEATHERS } from '@mooddj/shared/playlist-context'
import { Type } from 'typebox'
import { askOpenMeteo } from './open-meteo.ts'
import type { Sky } from './lean.ts'
import type { Place } from './place.ts'
import { weatherOf } from './weather-code.ts'

/** Looks the weather up. */
export interface WeatherSource {
  /** The sky over a place now; undefined where it cannot be had in time. Never throws: a playlist does not depend on the weather. */
  skyOver(place: Place): Promise<Sky | undefined>
}

/** How a look-up went. */
export type WeatherOutcome = 'cached' | 'fresh' | 'timeout' | 'failed' | 'garbled' | 'busy'

export interface WeatherParts {
  cache: Cache
  /** The origin of an Open-Meteo server. */
  url: string
  /** Hears how each look-up went, and how long it took where Open-Meteo was asked; never where. */
  observe: (outcome: WeatherOutcome, seconds?: number) => void
}

/** The weather changes slowly, and Open-Meteo computes its current values every quarter of an hour. */
const KEPT_FOR_S = 30 * 60
/** A place that could not be looked up is left alone for this long. */
const FAILED_FOR_S = 60
/** Look-ups on the way at once; what comes on top does without. */
const MOST_AT_ONCE = 8
/** Look-ups a minute and process; a listener who names one place after another does without, and Open-Meteo is spared. */
const MOST_A_MINUTE = 120
const MINUTE_MS = 60_000

const SkySchema = Type.Object({ weather: Type.Enum(WEATHERS), isDay: Type.Boolean() })
const kept = createParser(Type.Union([SkySchema, Type.Null()]))

/** Asks Open-Meteo, and Redis before it: everyone in the same square of 0.1° shares an answer. */
export function createWeatherSource({ cache: { redis }, url, observe }: WeatherParts): WeatherSource {
  /** One answer for all who wait for the same square, whether it comes from Redis or from afar. */
  const onTheWay = new Map<string, Promise<Sky | undefined>>()
  let asking = 0
  let minute = { beganAt: 0, asked: 0 }

  /** Takes one of this minute's look-ups, if one is left. */
  const mayAsk = (now: number): boolean => {
    if (asking >= MOST_AT_ONCE) return false
    if (now - minute.beganAt >= MINUTE_MS) minute = { beganAt: now, asked: 0 }
    minute.asked += 1
    return minute.asked <= MOST_A_MINUTE
  }

  const lookUp = async (place: Place, key: string): Promise<Sky | undefined> => {
    const begun = performance.now()
    const answer = await askOpenMeteo(url, place)
    const seconds = (performance.now() - begun) / 1_000
    const weather = answer.outcome === 'fresh' ? weatherOf(answer.code) : undefined
    const sky = answer.outcome === 'fresh' && weather ? { weather, isDay: answer.isDay } : undefined
    observe(answer.outcome === 'fresh' && !weather ? 'garbled' : answer.outcome, seconds)
    await redis
      .set(key, JSON.stringify(sky ?? null), 'EX', sky ? KEPT_FOR_S : FAILED_FOR_S)
      // Without Redis the next one asks again.
      .catch(() => undefined)
    return sky
  }

  const find = async (place: Place, key: string): Promise<Sky | undefined> => {
    const found = readKept(await redis.get(key).catch(() => null))
    if (found !== undefined) {
      observe('cached')
      return found ?? undefined
    }
    if (!mayAsk(performance.now())) {
      observe('busy')
      return undefined
    }
    asking += 1
    try {
      return await lookUp(place, key)
    } finally {
      asking -= 1
    }
  }

  return {
    skyOver(place) {
      const key = `playlist:weather:${place.latitude}:${place.longitude}`
      const underway = onTheWay.get(key)
      if (underway) return underway
      const asked = find(place, key).finally(() => onTheWay.delete(key))
      onTheWay.set(key, asked)
      return asked
    },
  }
}

/** What Redis keeps: a sky, null for none to be had for now; undefined when it keeps nothing of use. */
function readKept(text: string | null): Sky | null | undefined {
  if (text === null) return undefined
  try {
    return kept.parseText(text)
  } catch (error) {
    if (error instanceof UndecodableError) return undefined
    throw error
  }
}
