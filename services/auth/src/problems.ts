import { defineProblem } from '@mooddj/platform/problem'

export const EmailTaken = defineProblem(
  'EMAIL_TAKEN',
  'There is an account with this e-mail already. Log in, or take another address.',
  409,
)
export const AlreadyRegistered = defineProblem(
  'ALREADY_REGISTERED',
  'You are signed in to a full account. Log out first to make another one.',
  409,
)
export const LoginWrong = defineProblem('LOGIN_WRONG', 'E-mail and password do not match.', 401)
export const PasswordWrong = defineProblem('PASSWORD_WRONG', 'This is not your current password.', 403)
export const PasswordNone = defineProblem(
  'PASSWORD_NONE',
  'As a guest you have no password yet. Register to set one.',
  409,
)
export const RecoveryWrong = defineProblem(
  'RECOVERY_WRONG',
  'E-mail and recovery code do not match, or the code was used before.',
  401,
)
export const SignInNotFound = defineProblem(
  'SIGN_IN_NOT_FOUND',
  'There is no such sign-in of yours. It may have ended already.',
  404,
)
export const TooManyAttempts = defineProblem<[time: string]>(
  'TOO_MANY_ATTEMPTS',
  'That was tried too often. Try again in %s.',
  429,
)
export const PasswordsBusy = defineProblem(
  'SIGNING_IN_BUSY',
  'Many people are signing in right now. Try again in a moment.',
  503,
)
export const OriginMismatch = defineProblem(
  'ORIGIN_MISMATCH',
  'This page is not allowed to use your sign-in.',
  403,
)
export const RefreshMissing = defineProblem(
  'REFRESH_MISSING',
  'You are not signed in here. Sign in, or start as a guest.',
  401,
)
export const RefreshInvalid = defineProblem(
  'REFRESH_INVALID',
  'Your sign-in has expired or ended. Sign in again.',
  401,
)
export const RefreshReused = defineProblem(
  'REFRESH_REUSED',
  'Your sign-in was used from two places and has been ended to keep you safe. Sign in again.',
  401,
)
export const ConsentVersionUnknown = defineProblem<[current: string]>(
  'CONSENT_VERSION_UNKNOWN',
  'The notice has another version now: %s. Read it and decide on that one.',
  409,
)
