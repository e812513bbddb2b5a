import { ask } from '@mooddj/platform/ask'
import { ConsentsSchema, isGranted } from '@mooddj/shared/account'
import type { ContextRequest, PlaylistContext } from '@mooddj/shared/playlist-context'
import type { FastifyBaseLogger } from 'fastify'
import { fieldProblem } from '../field-problem.ts'
import type { Words } from '../words/words.ts'
import { contextOf, type Sky } from './lean.ts'
import { localTimeIn } from './local-time.ts'
import { placeOf } from './place.ts'
import type { ContextRules } from './rules.ts'
import type { WeatherSource } from './weather.ts'

/** Finds out about the moment that a playlist is for. */
export interface ContextReader {
  /**
   * The moment as far as it was told and may be used; undefined when that is nothing.
   * @throws a 400 that names a time zone that is none, or half a place
   */
  read(
    told: ContextRequest | undefined,
    asked: { authorization: string | undefined; now: Date; words: Words; log: FastifyBaseLogger },
  ): Promise<PlaylistContext | undefined>
}

/** Context is switched off: whatever is told of the moment is left unread. */
export const NO_CONTEXT: ContextReader = { read: async () => undefined }

/** Reads the moment by rules; `authUrl` is asked whether the place may be used, each time one is told. */
export function createContextReader({
  rules,
  weather,
  authUrl,
}: {
  rules: ContextRules
  weather: WeatherSource
  authUrl: string
}): ContextReader {
  const consents = new URL('/v1/consents', authUrl)
  const maySee = async (authorization: string | undefined) => {
    const given = await ask(consents, { schema: ConsentsSchema, authorization, what: 'Your consent' })
    return isGranted(given.consents, 'location')
  }
  const skyOver = async (
    { latitude, longitude }: ContextRequest,
    { authorization, log }: { authorization: string | undefined; log: FastifyBaseLogger },
  ): Promise<Sky | undefined> => {
    if (latitude === undefined || longitude === undefined) return undefined
    try {
      return (await maySee(authorization))
        ? await weather.skyOver(placeOf({ latitude, longitude }))
        : undefined
    } catch (err) {
      // Whether the place may be used could not be learnt, so it is not used.
      log.warn({ err }, 'a playlist does without the weather')
      return undefined
    }
  }

  return {
    async read(told, asked) {
      if (told === undefined) return undefined
      const { timeZone, latitude, longitude } = told
      if ((latitude === undefined) !== (longitude === undefined))
        throw fieldProblem(
          ['context/latitude', 'context/longitude'],
          'give both latitude and longitude, or neither',
        )
      const time = timeZone === undefined ? undefined : localTimeIn(timeZone, asked.now)
      if (timeZone !== undefined && time === undefined)
        throw fieldProblem(['context/timeZone'], 'name a time zone, such as Europe/Berlin or +05:30')
      return contextOf({ time, sky: await skyOver(told, asked) }, rules, asked.words)
    },
  }
}
