import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'

/** What the fake does with a well-formed request. */
export type OpenMeteoBehaviour = 'answer' | 'fail' | 'hang' | 'babble' | 'flood'

/**
 * Stands in for Open-Meteo. It takes only what the forecast API's OpenAPI document describes, and answers 400 with a reason to all else, as
 * the original does.
 */
export interface FakeOpenMeteo {
  /** What a service is told as WEATHER_URL. */
  readonly url: string
  /** The queries that came, whether good or not. */
  readonly queries: readonly URLSearchParams[]
  /** Why queries were refused. */
  readonly refusals: readonly string[]
  /** The weather everywhere, from now on: a WMO code, and whether it is day. */
  readonly setSky: (sky: { code: number; isDay: boolean }) => void
  readonly behave: (behaviour: OpenMeteoBehaviour) => void
  readonly stop: () => Promise<void>
}

const CURRENT_VARIABLES = new Set([
  'temperature_2m',
  'relative_humidity_2m',
  'apparent_temperature',
  'is_day',
  'precipitation',
  'rain',
  'showers',
  'snowfall',
  'weather_code',
  'cloud_cover',
  'pressure_msl',
  'surface_pressure',
  'wind_speed_10m',
  'wind_direction_10m',
  'wind_gusts_10m',
])
/** Parameters of the document that this fake understands; the others it would have to make up an answer for. */
const PARAMETERS = new Set(['latitude', 'longitude', 'current'])
const FLOOD_BYTES = 4 * 1024 * 1024

/** Starts one on a free loopback port, under a clear sky by day. */
export async function startFakeOpenMeteo(): Promise<FakeOpenMeteo> {
  let sky = { code: 0, isDay: true }
  let behaviour: OpenMeteoBehaviour = 'answer'
  const queries: URLSearchParams[] = []
  const refusals: string[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://open-meteo')
    queries.push(searchParams)
    const reason = refusalOf(request.method, pathname, searchParams)
    if (reason !== undefined) {
      refusals.push(reason)
      return sendJson(response, reason === 'Not Found' ? 404 : 400, { error: true, reason })
    }
    switch (behaviour) {
      case 'answer':
        return sendJson(response, 200, forecast(searchParams, sky))
      case 'fail':
        return sendJson(response, 500, { error: true, reason: 'Internal Server Error' })
      case 'babble':
        return sendJson(response, 200, { current: { weather_code: 'lovely', is_day: 'yes' } })
      case 'flood':
        return sendJson(response, 200, { ...forecast(searchParams, sky), more: 'x'.repeat(FLOOD_BYTES) })
      case 'hang':
        return undefined
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the fake has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    queries,
    refusals,
    setSky(next) {
      sky = next
    },
    behave(next) {
      behaviour = next
    },
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function refusalOf(method: string | undefined, path: string, query: URLSearchParams): string | undefined {
  if (method !== 'GET' || path !== '/v1/forecast') return 'Not Found'
  for (const [name] of query) if (!PARAMETERS.has(name)) return `Unknown parameter '${name}'`
  for (const [name, most] of [
    ['latitude', 90],
    ['longitude', 180],
  ] as const) {
    const given = query.getAll(name)
    if (given.length !== 1 || !/^-?\d+(\.\d+)?$/.test(given[0] ?? ''))
      return `Parameter '${name}' must be one number`
    if (Math.abs(Number(given[0])) > most)
      return `${name} must be in range of -${most} to ${most}°. Given: ${given[0]}.`
  }
  const unknown = variablesOf(query).find((variable) => !CURRENT_VARIABLES.has(variable))
  return unknown === undefined ? undefined : `Invalid value '${unknown}' for 'current'`
}

function variablesOf(query: URLSearchParams): string[] {
  return query.getAll('current').flatMap((list) => list.split(','))
}

/** As the original answers: the centre of its own grid's cell, units, and the variables that were asked for. */
function forecast(query: URLSearchParams, { code, isDay }: { code: number; isDay: boolean }): object {
  const now = new Date()
  now.setUTCMinutes(Math.floor(now.getUTCMinutes() / 15) * 15)
  const values: Record<string, number> = { weather_code: code, is_day: isDay ? 1 : 0 }
  const units: Record<string, string> = { weather_code: 'wmo code', is_day: '' }
  const variables = variablesOf(query)
  const pickedFrom = <T>(all: Record<string, T>, otherwise: T) =>
    Object.fromEntries(variables.map((variable) => [variable, all[variable] ?? otherwise]))
  return {
    latitude: Number(query.get('latitude')) + 0.02,
    longitude: Number(query.get('longitude')) - 0.01,
    generationtime_ms: 0.05,
    utc_offset_seconds: 0,
    timezone: 'GMT',
    timezone_abbreviation: 'GMT',
    elevation: 38,
    ...(variables.length > 0 && {
      current_units: { time: 'iso8601', interval: 'seconds', ...pickedFrom(units, '') },
      current: { time: now.toISOString().slice(0, 16), interval: 900, ...pickedFrom(values, 0) },
    }),
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}
