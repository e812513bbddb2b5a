import { type SignedIn, SignedInSchema, type User } from '@mooddj/shared/account'
import { createParser } from '@mooddj/shared/codec'
import { ApiProblem, signedOutProblem } from './api-problem.ts'
import type { Caller } from './caller.ts'

const signedIns = createParser(SignedInSchema)

/** `unknown` until the refresh cookie has been tried. */
export type SignInState = { status: 'unknown' | 'signed-out' } | { status: 'signed-in'; user: User }

export interface SignInOptions {
  caller: Caller
  /** Milliseconds by any steady clock. */
  now?: () => number
  /** Runs one piece of work at a time across all tabs: a refresh token that is used twice ends the sign-in. */
  alone?: <T>(work: () => Promise<T>) => Promise<T>
  /** Remembers over reloads that there is a refresh cookie, which a page cannot see. */
  memory?: { has(): boolean; set(known: boolean): void }
}

/** Who is signed in. The access token lives in this closure only. */
export interface SignIn {
  state: () => SignInState
  subscribe: (listener: () => void) => () => void
  /** Signs in again by the refresh cookie; null when there is none or it has ended. */
  resume: () => Promise<User | null>
  /** As `resume`, and otherwise makes a guest. */
  start: () => Promise<User>
  /** A token that holds for at least half a minute. Throws when signed out. */
  accessToken: () => Promise<string>
  /** Replaces a token that the server refused, once for all callers who held it. */
  renew: (refused: string) => Promise<string>
  adopt: (answer: unknown) => User
  /** Whoever is signed in has another name. */
  update: (user: User) => void
  forget: () => void
}

const RENEW_BEFORE_MS = 30_000
const PATIENCE_MS = 10_000

export function createSignIn({
  caller,
  now = () => performance.now(),
  alone = runNow,
  memory = noMemory(),
}: SignInOptions): SignIn {
  const listeners = new Set<() => void>()
  const held: {
    token: (SignedIn & { endsAt: number }) | null
    state: SignInState
    refreshing: Promise<User | null> | null
  } = {
    token: null,
    state: { status: 'unknown' },
    refreshing: null,
  }
  const become = (state: SignInState) => {
    held.state = state
    for (const listener of listeners) listener()
  }
  const adopt = (answer: unknown): User => {
    const signedIn = signedIns.parse(answer)
    held.token = { ...signedIn, endsAt: now() + signedIn.expiresInS * 1000 }
    memory.set(true)
    become({ status: 'signed-in', user: signedIn.user })
    return signedIn.user
  }
  const forget = () => {
    held.token = null
    memory.set(false)
    become({ status: 'signed-out' })
  }
  const exchangeCookie = async (): Promise<User | null> => {
    try {
      const response = await caller.send({
        method: 'POST',
        path: '/v1/auth/refresh',
        patienceMs: PATIENCE_MS,
      })
      return adopt(await response.json())
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.problem.status < 400 || error.problem.status >= 429)
        throw error
      forget()
      return null
    }
  }
  const refresh = (): Promise<User | null> => {
    held.refreshing ??= alone(exchangeCookie).finally(() => {
      held.refreshing = null
    })
    return held.refreshing
  }
  const tokenAfterRefresh = async (): Promise<string> => {
    await refresh()
    if (!held.token) throw signedOutProblem()
    return held.token.accessToken
  }
  const resume = async (): Promise<User | null> => {
    if (held.token) return held.token.user
    if (memory.has()) return refresh()
    if (held.state.status !== 'signed-out') become({ status: 'signed-out' })
    return null
  }
  return {
    state: () => held.state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    resume,
    start: singleFlight(async () => {
      const known = await resume()
      if (known) return known
      const response = await caller.send({ method: 'POST', path: '/v1/auth/guests', patienceMs: PATIENCE_MS })
      return adopt(await response.json())
    }),
    accessToken: async () => {
      if (held.token && held.token.endsAt - now() > RENEW_BEFORE_MS) return held.token.accessToken
      if (!held.token && !memory.has()) throw signedOutProblem()
      return tokenAfterRefresh()
    },
    renew: async (refused) => {
      if (held.token && held.token.accessToken !== refused) return held.token.accessToken
      return tokenAfterRefresh()
    },
    adopt,
    update: (user) => {
      if (!held.token) return
      held.token = { ...held.token, user }
      become({ status: 'signed-in', user })
    },
    forget,
  }
}

/** Callers who come while the work runs share its outcome. */
function singleFlight<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null
  return () => {
    running ??= work().finally(() => {
      running = null
    })
    return running
  }
}

function runNow<T>(work: () => Promise<T>): Promise<T> {
  return work()
}

function noMemory(): { has(): boolean; set(known: boolean): void } {
  let known = false
  return {
    has: () => known,
    set: (value) => {
      known = value
    },
  }
}
