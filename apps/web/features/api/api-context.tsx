'use client'

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react'
import { createApi, type Api } from './api.ts'
import { createCaller } from './caller.ts'
import { createSignIn, type SignIn, type SignInState } from './sign-in.ts'

const MEMORY_KEY = 'mooddj.signed-in'

interface ApiAccess {
  api: Api
  signIn: SignIn
}

const ApiContext = createContext<ApiAccess | null>(null)

/** One way to the API for the whole page; the access token never leaves it. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [access] = useState(openAccess)
  return <ApiContext value={access}>{children}</ApiContext>
}

export function useApi(): ApiAccess {
  const access = useContext(ApiContext)
  if (!access) throw new Error('useApi needs an ApiProvider above it')
  return access
}

/** Who is signed in, as it changes. */
export function useSignInState(): SignInState {
  const { signIn } = useApi()
  return useSyncExternalStore(signIn.subscribe, signIn.state, signIn.state)
}

function openAccess(): ApiAccess {
  const caller = createCaller({ origin: '' })
  const signIn = createSignIn({
    caller,
    alone: (work) => ('locks' in navigator ? navigator.locks.request('mooddj-sign-in', work) : work()),
    memory: {
      has: () => localStorage.getItem(MEMORY_KEY) !== null,
      set: (known) => {
        if (known) localStorage.setItem(MEMORY_KEY, 'yes')
        else localStorage.removeItem(MEMORY_KEY)
      },
    },
  })
  return { api: createApi({ caller, signIn }), signIn }
}
