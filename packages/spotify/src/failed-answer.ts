import { createParser, UndecodableError } from '@mooddj/shared/codec'
import { Type } from 'typebox'
import { SpotifyProblem } from './spotify-problem.ts'

/** The Web API's errors; `reason` comes with some. */
const apiError = createParser(Type.Object({ error: Type.Object({ reason: Type.Optional(Type.String()) }) }))
/** The Accounts service's errors (RFC 6749, 5.2). */
const grantError = createParser(Type.Object({ error: Type.String() }))

const QUOTA_REASON = 'QUOTA_EXCEEDED'
/** Where `Retry-After` is missing: the rate limit looks back thirty seconds; the day's quota was seen to name half a day. */
const RATE_RETRY_S = 30
const QUOTA_RETRY_S = 12 * 3600
const RETRY_MOST_S = 48 * 3600

/** What an answer that is not a success means. */
export function problemOfAnswer(status: number, headers: Headers, body: string): SpotifyProblem {
  if (status === 429) {
    const isQuota = reasonOf(body) === QUOTA_REASON
    const retryAfterS = retryAfter(headers) ?? (isQuota ? QUOTA_RETRY_S : RATE_RETRY_S)
    return new SpotifyProblem(isQuota ? 'quota-exceeded' : 'rate-limited', { status, retryAfterS })
  }
  return new SpotifyProblem(kindOf(status, body), { status })
}

function kindOf(status: number, body: string) {
  if (status >= 500) return 'unavailable'
  switch (status) {
    case 400:
      return grantOf(body) === 'invalid_grant' ? 'grant-invalid' : 'refused'
    case 401:
      // The Accounts service says 401 of the app's own credentials: no listener can help with that.
      return grantOf(body) === undefined ? 'unauthorised' : 'refused'
    case 403:
      return 'forbidden'
    case 404:
      return 'not-found'
    default:
      return status >= 400 ? 'refused' : 'malformed'
  }
}

function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after') ?? ''
  return /^\d+$/.test(text) ? Math.min(Math.max(Number(text), 1), RETRY_MOST_S) : undefined
}

const reasonOf = (body: string) => readOr(() => apiError.parseText(body).error.reason)
const grantOf = (body: string) => readOr(() => grantError.parseText(body).error)

/** An error's body is only asked whether it says more than the status: a proxy's page does not. */
function readOr(read: () => string | undefined): string | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof UndecodableError) return undefined
    throw error
  }
}
