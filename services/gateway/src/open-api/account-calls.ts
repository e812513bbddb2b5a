import { CONSENT_PURPOSES, type ConsentPurpose } from '@mooddj/shared/account'
import { Type } from 'typebox'
import { type Call, INVALID, TOKEN, json } from './call.ts'

const credentials = { email: Type.String(), password: Type.String() }

/** Accounts, sign-ins and consents. */
export const ACCOUNT_CALLS: readonly Call[] = [
  {
    method: 'post',
    path: '/v1/auth/guests',
    summary: 'Start as a guest',
    access: 'anyone',
    answers: { 201: { description: 'Signed in as a new guest', content: { schema: 'SignedIn' } } },
    problems: { 429: ['TOO_MANY_ATTEMPTS'] },
  },
  {
    method: 'post',
    path: '/v1/auth/register',
    summary: 'Register; with a guest’s bearer, keep what the guest made',
    access: 'guest or anyone',
    body: json(Type.Object({ ...credentials, displayName: Type.String() })),
    answers: { 201: { description: 'Registered and signed in', content: { schema: 'SignedIn' } } },
    problems: {
      ...INVALID,
      401: ['TOKEN_INVALID'],
      409: ['EMAIL_TAKEN', 'ALREADY_REGISTERED'],
      429: ['TOO_MANY_ATTEMPTS'],
    },
  },
  {
    method: 'post',
    path: '/v1/auth/login',
    summary: 'Log in',
    access: 'anyone',
    body: json(Type.Object(credentials)),
    answers: { 200: { description: 'Signed in', content: { schema: 'SignedIn' } } },
    problems: { ...INVALID, 401: ['LOGIN_WRONG'], 429: ['TOO_MANY_ATTEMPTS'] },
  },
  {
    method: 'post',
    path: '/v1/auth/refresh',
    summary: 'Get a new access token; the cookie is rotated, and using an old one ends the sign-in',
    access: 'refresh',
    answers: { 200: { description: 'Signed in', content: { schema: 'SignedIn' } } },
    problems: { 401: ['REFRESH_MISSING', 'REFRESH_INVALID', 'REFRESH_REUSED'], 403: ['ORIGIN_MISMATCH'] },
  },
  {
    method: 'post',
    path: '/v1/auth/logout',
    summary: 'Log out: the sign-in ends at once, its sockets close',
    access: 'refresh',
    answers: { 204: { description: 'Logged out' } },
    problems: { ...TOKEN, 403: ['ORIGIN_MISMATCH'] },
  },
  {
    method: 'get',
    path: '/v1/auth/me',
    summary: 'Who is signed in',
    access: 'bearer',
    answers: { 200: { description: 'The profile', content: { schema: 'User' } } },
    problems: TOKEN,
  },
  {
    method: 'delete',
    path: '/v1/auth/me',
    summary: 'Delete the account and everything kept of it, everywhere',
    access: 'bearer',
    answers: { 202: { description: 'Being erased' } },
    problems: TOKEN,
  },
  {
    method: 'get',
    path: '/v1/auth/me/export',
    summary: 'Everything that is kept of the account',
    access: 'bearer',
    answers: { 200: { description: 'The export', content: { schema: Type.Object({}) } } },
    problems: TOKEN,
  },
  {
    method: 'get',
    path: '/v1/consents',
    summary: 'What is consented to, and the current versions of the notices',
    access: 'bearer',
    answers: { 200: { description: 'The consents', content: { schema: 'Consents' } } },
    problems: TOKEN,
  },
  ...CONSENT_PURPOSES.map(decideOn),
]

function decideOn(purpose: ConsentPurpose): Call {
  const what = {
    'emotion-recognition': 'emotion recognition',
    location: 'the weather at one’s rough place (0.1° by 0.1°)',
  }
  return {
    method: 'put',
    path: `/v1/consents/${purpose}`,
    summary: `Give or withdraw consent to ${what[purpose]}`,
    access: 'bearer',
    body: json(Type.Object({ version: Type.String(), granted: Type.Boolean() })),
    answers: { 200: { description: 'Recorded', content: { schema: 'Consent' } } },
    problems: { ...INVALID, ...TOKEN, 409: ['CONSENT_VERSION_UNKNOWN'] },
  }
}
