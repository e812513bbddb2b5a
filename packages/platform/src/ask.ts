import { createParser, UndecodableError } from '@mooddj/shared/codec'
import { ProblemSchema } from '@mooddj/shared/problem'
import { createError } from '@fastify/error'
import type { Static, TSchema } from 'typebox'
import { retryLater, ServiceUnavailable } from './problem.ts'

const problems = createParser(ProblemSchema)
const TIMEOUT_MS = 3_000

/**
 * Asks another service by HTTP GET, on behalf of whoever holds `authorization`.
 * @param what what is asked, in words for the caller: "Your playlists"
 * @throws the other service's own problem (4xx, 501) passed on, or {@link ServiceUnavailable}
 */
export async function ask<S extends TSchema>(
  url: URL | string,
  { schema, authorization, what }: { schema: S; authorization: string | undefined; what: string },
): Promise<Static<S>> {
  let response: Response
  let body: string
  try {
    response = await fetch(url, {
      headers: authorization === undefined ? {} : { authorization },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    body = await response.text()
  } catch (cause) {
    throw Object.assign(retryLater(ServiceUnavailable(what), 1), { cause })
  }
  if (response.ok) return createParser(schema).parseText(body)
  // 501 is no outage: it says that this house is not set up for what was asked.
  if (response.status >= 500 && response.status !== 501) throw retryLater(ServiceUnavailable(what), 1)
  throw passOn(response.status, body)
}

function passOn(status: number, body: string): Error {
  try {
    const { code, detail } = problems.parseText(body)
    return createError<[detail: string]>(code, '%s', status)(detail)
  } catch (error) {
    if (error instanceof UndecodableError) return ServiceUnavailable('A part of this page')
    throw error
  }
}
