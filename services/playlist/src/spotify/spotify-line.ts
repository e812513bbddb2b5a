import { setTimeout as wait } from 'node:timers/promises'
import type { CallBudget } from '@mooddj/spotify/call-budget'
import { createListenerCalls, type ListenerCalls } from '@mooddj/spotify/listener-calls'
import { SpotifyProblem } from '@mooddj/spotify/spotify-problem'
import type { Transport } from '@mooddj/spotify/transport'
import type { Circuit } from './circuit.ts'
import { CircuitOpen } from './fall-reason.ts'
import type { ProviderMetrics } from './spotify-metrics.ts'
import type { LinkedAccess } from './spotify-tokens.ts'

/** A pause that a listener can bear while their playlist is being made. */
const PATIENCE_S = 3

/** Calls on behalf of one listener, for one undertaking. */
export interface SpotifyLine {
  /**
   * Makes a call. Where Spotify asks for a short pause, it is kept once for the whole undertaking and the call made again; where the day's calls
   * are used up, nobody asks any more until Spotify's time has come.
   * @throws {SpotifyProblem}
   */
  ask<T>(call: (calls: ListenerCalls) => Promise<T>): Promise<T>
}

/** What lines are opened on. */
export interface LineParts {
  transport: Transport
  circuit: Circuit
  metrics: Pick<ProviderMetrics, 'called' | 'spotifyClosed'>
}

/** @throws {CircuitOpen} before anything is sent */
export async function openLine(
  { transport, circuit, metrics }: LineParts,
  { access, budget, signal }: { access: LinkedAccess; budget: CallBudget; signal: AbortSignal },
): Promise<SpotifyLine> {
  const closedUntil = await circuit.openUntil()
  metrics.spotifyClosed(closedUntil)
  if (closedUntil !== undefined) throw new CircuitOpen('Spotify is not to be asked for now')
  const calls = createListenerCalls(transport, { ...access, budget, signal })
  const once = async <T>(call: (calls: ListenerCalls) => Promise<T>): Promise<T> => {
    const begun = performance.now()
    const called = (outcome: 'ok' | SpotifyProblem['kind']) =>
      metrics.called('spotify', outcome, (performance.now() - begun) / 1_000)
    try {
      const answer = await call(calls)
      called('ok')
      return answer
    } catch (error) {
      if (error instanceof SpotifyProblem) {
        called(error.kind)
        if (error.kind === 'quota-exceeded') {
          await circuit.open(error.retryAfterS ?? 0)
          metrics.spotifyClosed(await circuit.openUntil())
        }
      }
      throw error
    }
  }
  let pause: Promise<void> | undefined
  return {
    async ask(call) {
      try {
        return await once(call)
      } catch (error) {
        const isBearable =
          error instanceof SpotifyProblem &&
          error.kind === 'rate-limited' &&
          (error.retryAfterS ?? PATIENCE_S + 1) <= PATIENCE_S
        if (!isBearable) throw error
        pause ??= wait((error.retryAfterS ?? 0) * 1000, undefined, { signal })
        await pause
        return once(call)
      }
    },
  }
}
