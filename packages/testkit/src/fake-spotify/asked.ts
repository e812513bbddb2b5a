import { apiRefusal } from './refusal.ts'
import type { FakeListener } from './state.ts'

/** A request that may pass: who asks, with which scopes, for what. */
export interface Asked {
  readonly listener: FakeListener
  readonly scopes: readonly string[]
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly contentType: string
  /** How the made-up Spotify was reached. */
  readonly origin: string
}
export interface Answer {
  readonly status: number
  readonly body?: unknown
}

/** @throws {Refusal} 403 when the listener did not allow that */
export function requireScope({ scopes }: Asked, scope: string): void {
  if (!scopes.includes(scope)) throw apiRefusal(403, 'Insufficient client scope')
}
