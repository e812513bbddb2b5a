import { type Parser, UndecodableError } from '@mooddj/shared/codec'
import { BodyTooLarge, readBoundedText } from './bounded-body.ts'
import { problemOfAnswer } from './failed-answer.ts'
import type { OutgoingRequest } from './outgoing-request.ts'
import { SpotifyProblem } from './spotify-problem.ts'

/** Fifty tracks with all that Spotify says of them are some 150 KB. */
const BODY_MAX_BYTES = 1024 * 1024
const TIMEOUT_MS = 5_000

/** Where Spotify is. */
export interface SpotifyHosts {
  /** Without a slash at its end: `https://accounts.spotify.com`. */
  accountsUrl: string
  /** With its version: `https://api.spotify.com/v1`. */
  apiUrl: string
  /** How long one call may take, body and all, milliseconds; 5,000 unless told. */
  timeoutMs?: number
}

/** Sends requests, each bounded in time and size. */
export interface Transport {
  /**
   * Sends and gives the answer, checked.
   * @throws {SpotifyProblem}
   */
  send<T>(request: OutgoingRequest, answer: Parser<T>, signal?: AbortSignal): Promise<T>
}

/** For answers of which only the status counts. */
export const anyAnswer: Parser<undefined> = { parse: () => undefined, parseText: () => undefined }

export function createTransport({ accountsUrl, apiUrl, timeoutMs = TIMEOUT_MS }: SpotifyHosts): Transport {
  const bases = { accounts: accountsUrl.replace(/\/$/, ''), api: apiUrl.replace(/\/$/, '') }
  return {
    async send(request, answer, signal) {
      const url = new URL(bases[request.host] + request.path)
      for (const [name, value] of Object.entries(request.query)) url.searchParams.set(name, value)
      const limit = AbortSignal.timeout(timeoutMs)
      const { status, headers, body } = await exchange(url, request, {
        limit,
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      })
      if (status < 200 || status > 299) throw problemOfAnswer(status, headers, body)
      try {
        return answer.parseText(body)
      } catch (error) {
        if (error instanceof UndecodableError) throw new SpotifyProblem('malformed', { status, cause: error })
        throw error
      }
    },
  }
}

async function exchange(
  url: URL,
  { method, headers, body }: OutgoingRequest,
  { limit, signal }: { limit: AbortSignal; signal: AbortSignal },
) {
  try {
    const response = await fetch(url, {
      method,
      headers,
      signal,
      // A redirect would carry the token to wherever it points.
      redirect: 'error',
      ...(body !== undefined && { body }),
    })
    return {
      status: response.status,
      headers: response.headers,
      body: await readBoundedText(response, BODY_MAX_BYTES),
    }
  } catch (cause) {
    if (limit.aborted) throw new SpotifyProblem('timeout', { cause })
    // Whoever gave the call up knows why, and is told that again.
    signal.throwIfAborted()
    throw new SpotifyProblem(cause instanceof BodyTooLarge ? 'malformed' : 'unavailable', { cause })
  }
}
