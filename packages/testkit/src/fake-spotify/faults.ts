import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import { apiRefusal, grantRefusal, Refusal } from './refusal.ts'

/** Something that goes wrong on purpose. */
export type Fault =
  | { kind: 'rate-limit'; retryAfterS?: number }
  | { kind: 'quota'; retryAfterS?: number }
  | { kind: 'unauthorised' }
  | { kind: 'forbidden' }
  | { kind: 'invalid-grant' }
  | { kind: 'server-error'; status?: 500 | 502 | 503 | 504 }
  /** The answer comes, so many milliseconds later. */
  | { kind: 'slow'; ms: number }
  /** The connection breaks before anything is done. */
  | { kind: 'drop' }
  /** All is done, and the connection breaks before anybody is told. */
  | { kind: 'drop-after' }
  /** 200, and no JSON. */
  | { kind: 'nonsense' }

/** Where a fault shows, and how often. */
export interface FaultPlace {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Of the path without its query: `/v1/search`, `/api/token`, /^\/v1\/playlists\/\w+\/items$/; all where it is left out. */
  path?: string | RegExp
  /** How many requests meet it; all, until `clear`, where it is left out. */
  times?: number
  /** How many matching requests go well before. */
  after?: number
}

export interface Faults {
  add(fault: Fault, place?: FaultPlace): void
  clear(): void
  /** How many requests met one so far, those included that it still delays. */
  met(): number
  /** The first fault that a request meets, used up by one; resolves after its delay when it is a slow one. */
  meet(request: FastifyRequest): Promise<'drop' | 'drop-after' | 'nonsense' | undefined>
}

interface Planned {
  fault: Fault
  place: FaultPlace
  passed: number
  met: number
}

export function createFaults(): Faults {
  let planned: Planned[] = []
  let all = 0
  return {
    add: (fault, place = {}) => void planned.push({ fault, place, passed: 0, met: 0 }),
    clear() {
      planned = []
    },
    met: () => all,
    async meet(request) {
      const due = planned.find((plan) => isDue(plan, request))
      if (due === undefined) return undefined
      due.met += 1
      all += 1
      return play(due.fault)
    },
  }
}

function isDue(plan: Planned, request: FastifyRequest): boolean {
  const { method, path, times = Number.POSITIVE_INFINITY, after = 0 } = plan.place
  const [asked = ''] = request.url.split('?')
  if (method !== undefined && method !== request.method) return false
  if (typeof path === 'string' && path !== asked) return false
  if (path instanceof RegExp && !path.test(asked)) return false
  if (plan.met >= times) return false
  plan.passed += 1
  return plan.passed > after
}

async function play(fault: Fault): Promise<'drop' | 'drop-after' | 'nonsense' | undefined> {
  switch (fault.kind) {
    case 'rate-limit':
      throw withRetry(apiRefusal(429, 'API rate limit exceeded'), fault.retryAfterS ?? 7)
    case 'quota':
      throw withRetry(
        apiRefusal(429, 'Daily quota of this application exceeded', 'QUOTA_EXCEEDED'),
        fault.retryAfterS ?? 43_200,
      )
    case 'unauthorised':
      throw apiRefusal(401, 'The access token expired')
    case 'forbidden':
      throw apiRefusal(403, 'Forbidden')
    case 'invalid-grant':
      throw grantRefusal('invalid_grant', 'Refresh token revoked')
    case 'server-error':
      throw apiRefusal(fault.status ?? 503, 'Service temporarily unavailable')
    case 'slow':
      await wait(fault.ms)
      return undefined
    case 'drop':
    case 'drop-after':
    case 'nonsense':
      return fault.kind
  }
}

const withRetry = ({ status, body }: Refusal, seconds: number) =>
  new Refusal(status, body, { 'retry-after': String(seconds) })
