import { RecoveryCodesSchema, RecoveryStateSchema, SignInsSchema } from '@mooddj/shared/account'
import { Type } from 'typebox'
import { type Call, INVALID, TOKEN, json } from './call.ts'

const CURRENT_PASSWORD = { currentPassword: Type.String() }
const PASSWORD_ASKED = { 403: ['PASSWORD_WRONG'], 409: ['PASSWORD_NONE'], 429: ['TOO_MANY_ATTEMPTS'] }

/** What people change about their account, where they are signed in, and the way back in. */
export const SIGN_IN_CALLS: readonly Call[] = [
  {
    method: 'patch',
    path: '/v1/auth/me',
    summary: 'Take another name',
    access: 'bearer',
    body: json(Type.Object({ displayName: Type.String() })),
    answers: { 200: { description: 'The profile', content: { schema: 'User' } } },
    problems: { ...INVALID, ...TOKEN },
  },
  {
    method: 'put',
    path: '/v1/auth/password',
    summary: 'Change the password; every other sign-in ends at once',
    access: 'bearer',
    body: json(Type.Object({ ...CURRENT_PASSWORD, newPassword: Type.String() })),
    answers: { 204: { description: 'Changed' } },
    problems: { ...INVALID, ...TOKEN, ...PASSWORD_ASKED },
  },
  {
    method: 'get',
    path: '/v1/auth/sessions',
    summary: 'Where the account is signed in, the newest first',
    access: 'bearer',
    answers: { 200: { description: 'The sign-ins', content: { schema: SignInsSchema } } },
    problems: TOKEN,
  },
  {
    method: 'delete',
    path: '/v1/auth/sessions',
    summary: 'End every other sign-in at once, their sockets with them',
    access: 'bearer',
    answers: { 204: { description: 'Ended' } },
    problems: TOKEN,
  },
  {
    method: 'delete',
    path: '/v1/auth/sessions/{id}',
    summary: 'End one sign-in at once; the own one is a logout',
    access: 'bearer',
    answers: { 204: { description: 'Ended' } },
    problems: { ...TOKEN, 404: ['SIGN_IN_NOT_FOUND'] },
  },
  {
    method: 'get',
    path: '/v1/auth/recovery-codes',
    summary: 'How many recovery codes are left',
    access: 'bearer',
    answers: { 200: { description: 'Their number', content: { schema: RecoveryStateSchema } } },
    problems: TOKEN,
  },
  {
    method: 'post',
    path: '/v1/auth/recovery-codes',
    summary: 'Get ten new recovery codes in the old ones’ place; they are shown this once',
    access: 'bearer',
    body: json(Type.Object(CURRENT_PASSWORD)),
    answers: { 201: { description: 'The codes', content: { schema: RecoveryCodesSchema } } },
    problems: { ...INVALID, ...TOKEN, ...PASSWORD_ASKED },
  },
  {
    method: 'post',
    path: '/v1/auth/recover',
    summary:
      'Set another password with a recovery code, which is used up; every sign-in ends, and a new one begins',
    access: 'anyone',
    body: json(Type.Object({ email: Type.String(), code: Type.String(), newPassword: Type.String() })),
    answers: { 200: { description: 'Signed in', content: { schema: 'SignedIn' } } },
    problems: { ...INVALID, 401: ['RECOVERY_WRONG'], 429: ['TOO_MANY_ATTEMPTS'] },
  },
]
