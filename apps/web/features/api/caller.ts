import { ApiProblem, networkProblem, problemOf } from './api-problem.ts'

/** One call to the API. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** From the origin on, `/v1/…`. */
  path: string
  /** A form travels as multipart, anything else as JSON. */
  body?: FormData | Readonly<Record<string, unknown>>
  headers?: Readonly<Record<string, string>>
  /** How long to go on trying while nothing answers; only for calls that may safely arrive twice. */
  patienceMs?: number
  signal?: AbortSignal
}

/** Sends calls; an answer outside 2xx is thrown as {@link ApiProblem}. */
export interface Caller {
  send(call: Call, accessToken?: string): Promise<Response>
}

export interface CallerOptions {
  /** Empty in a browser: the page's own origin. */
  origin: string
  /** Milliseconds that never run backwards. */
  now?: () => number
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 2_000

/** Calls over HTTP. A passing failure is tried again, with growing pauses or as `Retry-After` asks, within the call's patience. */
export function createCaller({ origin, now = () => performance.now() }: CallerOptions): Caller {
  const once = async (call: Call, accessToken?: string): Promise<Response> => {
    let response: Response
    try {
      response = await fetch(`${origin}${call.path}`, requestInit(call, accessToken))
    } catch (cause) {
      call.signal?.throwIfAborted()
      throw networkProblem(cause)
    }
    if (response.ok) return response
    throw await problemOf(response)
  }
  return {
    async send(call, accessToken) {
      const deadline = now() + (call.patienceMs ?? 0)
      for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
        try {
          return await once(call, accessToken)
        } catch (error) {
          if (!(error instanceof ApiProblem) || !error.passing) throw error
          const waitMs = Math.min(error.retryAfterMs ?? pause, LONGEST_PAUSE_MS)
          if (now() + waitMs >= deadline) throw error
          await pauseFor(waitMs, call.signal)
        }
      }
    },
  }
}

function requestInit(call: Call, accessToken: string | undefined): RequestInit {
  const headers = new Headers(call.headers)
  headers.set('accept', 'application/json, application/problem+json')
  if (accessToken !== undefined) headers.set('authorization', `Bearer ${accessToken}`)
  const init: RequestInit = { method: call.method, headers, cache: 'no-store' }
  if (call.signal) init.signal = call.signal
  if (call.body instanceof FormData) init.body = call.body
  else if (call.body) {
    headers.set('content-type', 'application/json')
    init.body = JSON.stringify(call.body)
  }
  return init
}

function pauseFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason instanceof Error ? signal.reason : new DOMException('Stopped', 'AbortError'))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
