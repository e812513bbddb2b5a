import {
  RecoveryCodesSchema,
  type RecoveryState,
  RecoveryStateSchema,
  type SignInEntry,
  SignInsSchema,
  UserSchema,
} from '@mooddj/shared/account'
import type { Static, TSchema } from 'typebox'
import type { Call, Caller } from './caller.ts'
import type { SignIn } from './sign-in.ts'

interface Needs {
  caller: Caller
  signIn: SignIn
  authorised: (call: Call) => Promise<Response>
  ask: <S extends TSchema>(schema: S, call: Call) => Promise<Static<S>>
  tell: (call: Call) => Promise<void>
}

const PATIENCE_MS = 20_000

/** The API's calls about the listener's own account. */
export function accountCalls({ caller, signIn, authorised, ask, tell }: Needs) {
  const come = async (path: string, body: Readonly<Record<string, string>>) => {
    const response = await caller.send({ method: 'POST', path, body })
    return signIn.adopt(await response.json())
  }
  return {
    /** With a guest signed in, the new account keeps what the guest made. */
    register: async (person: { email: string; password: string; displayName: string }) => {
      if (signIn.state().status !== 'signed-in') return come('/v1/auth/register', person)
      const response = await authorised({ method: 'POST', path: '/v1/auth/register', body: person })
      return signIn.adopt(await response.json())
    },
    logIn: (person: { email: string; password: string }) => come('/v1/auth/login', person),
    /** Comes back with a recovery code, which is used up; every sign-in before has ended. */
    recover: (person: { email: string; code: string; newPassword: string }) =>
      come('/v1/auth/recover', person),
    logOut: async (): Promise<void> => {
      await tell({ method: 'POST', path: '/v1/auth/logout', patienceMs: PATIENCE_MS })
      signIn.forget()
    },
    rename: async (displayName: string): Promise<void> => {
      const call: Call = { method: 'PATCH', path: '/v1/auth/me', body: { displayName } }
      signIn.update(await ask(UserSchema, { ...call, patienceMs: PATIENCE_MS }))
    },
    /** Every other sign-in ends. */
    changePassword: (change: { currentPassword: string; newPassword: string }): Promise<void> =>
      tell({ method: 'PUT', path: '/v1/auth/password', body: change }),
    signIns: async (): Promise<readonly SignInEntry[]> => {
      const call: Call = { method: 'GET', path: '/v1/auth/sessions', patienceMs: PATIENCE_MS }
      return (await ask(SignInsSchema, call)).sessions
    },
    endSignIn: (id: string): Promise<void> =>
      tell({ method: 'DELETE', path: `/v1/auth/sessions/${encodeURIComponent(id)}` }),
    endOtherSignIns: (): Promise<void> =>
      tell({ method: 'DELETE', path: '/v1/auth/sessions', patienceMs: PATIENCE_MS }),
    recoveryState: (): Promise<RecoveryState> =>
      ask(RecoveryStateSchema, {
        method: 'GET',
        path: '/v1/auth/recovery-codes',
        patienceMs: PATIENCE_MS,
      }),
    /** Ten new codes in the old ones’ place; nobody can read them again. */
    renewRecoveryCodes: async (currentPassword: string): Promise<readonly string[]> => {
      const call: Call = { method: 'POST', path: '/v1/auth/recovery-codes', body: { currentPassword } }
      return (await ask(RecoveryCodesSchema, call)).codes
    },
    /** Everything that is kept about whoever is signed in, as the server wrote it. */
    exportAll: async (): Promise<Blob> =>
      (await authorised({ method: 'GET', path: '/v1/auth/me/export', patienceMs: PATIENCE_MS })).blob(),
    /** What was learnt from likes and skips; playlists and judgements stay. */
    forgetTaste: () => tell({ method: 'DELETE', path: '/v1/taste', patienceMs: PATIENCE_MS }),
    deleteAccount: async (): Promise<void> => {
      await tell({ method: 'DELETE', path: '/v1/auth/me' })
      signIn.forget()
    },
  }
}
