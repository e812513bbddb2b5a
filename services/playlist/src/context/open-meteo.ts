import { createParser, UndecodableError } from '@mooddj/shared/codec'
import { Type } from 'typebox'
import type { Place } from './place.ts'

/** What Open-Meteo said of a place, or how it failed to. */
export type OpenMeteoAnswer =
  | { outcome: 'fresh'; code: number; isDay: boolean }
  | { outcome: 'timeout' | 'failed' | 'garbled' }

/** Longer nobody waits for the weather. */
const TIMEOUT_MS = 1_500
/** An answer is some 400 bytes. */
const MOST_BYTES = 8 * 1024

/** The part of the answer that is asked for. */
const answers = createParser(
  Type.Object({
    current: Type.Object({
      /** WMO code. */
      weather_code: Type.Integer({ minimum: 0, maximum: 99 }),
      is_day: Type.Integer({ minimum: 0, maximum: 1 }),
    }),
  }),
)

/**
 * Asks for the current weather at a place (`GET /v1/forecast`, as Open-Meteo's OpenAPI document describes it; no key is needed, for
 * non-commercial use). Nothing but the place goes out. Never throws.
 */
export async function askOpenMeteo(origin: string, { latitude, longitude }: Place): Promise<OpenMeteoAnswer> {
  const url = new URL('/v1/forecast', origin)
  url.search = new URLSearchParams({
    latitude: String(latitude),
    longitude: String(longitude),
    current: 'weather_code,is_day',
  }).toString()
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal,
    })
    if (!response.ok) {
      await response.body?.cancel()
      return { outcome: 'failed' }
    }
    const { current } = answers.parseText(await readText(response))
    return { outcome: 'fresh', code: current.weather_code, isDay: current.is_day === 1 }
  } catch (error) {
    if (error instanceof UndecodableError) return { outcome: 'garbled' }
    return { outcome: signal.aborted ? 'timeout' : 'failed' }
  }
}

/** The body, as long as it is not longer than any answer can be. */
async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MOST_BYTES) throw new UndecodableError('the answer is too long')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
