import { type Static, Type } from 'typebox'

/** Who is signed in; a guest has no e-mail. */
export const UserSchema = Type.Object({
  id: Type.String(),
  email: Type.Union([Type.String(), Type.Null()]),
  displayName: Type.String(),
  guest: Type.Boolean(),
})
export type User = Static<typeof UserSchema>

/** The answer to register, login, refresh and guest: the refresh token travels beside it in a cookie. */
export const SignedInSchema = Type.Object({
  user: UserSchema,
  accessToken: Type.String(),
  expiresInS: Type.Integer(),
})
export type SignedIn = Static<typeof SignedInSchema>

/** Somewhere that an account is signed in. Neither an address nor a browser's name is kept of it. */
export const SignInEntrySchema = Type.Object({
  id: Type.String(),
  createdAt: Type.String(),
  /** When it was last renewed, which happens every few minutes while a page is open. */
  lastUsedAt: Type.String(),
  /** Whether it is the one that asks. */
  isCurrent: Type.Boolean(),
})
export type SignInEntry = Static<typeof SignInEntrySchema>

export const SignInsSchema = Type.Object({ sessions: Type.Array(SignInEntrySchema) })

/** Codes to come back in with when the password is forgotten: shown this once, each good once. */
export const RecoveryCodesSchema = Type.Object({ codes: Type.Array(Type.String()) })

/** How many recovery codes are left, and since when they are there; null where there are none. */
export const RecoveryStateSchema = Type.Object({
  left: Type.Integer({ minimum: 0 }),
  createdAt: Type.Union([Type.String(), Type.Null()]),
})
export type RecoveryState = Static<typeof RecoveryStateSchema>

/** What an access token says: account (`sub`), its sign-in (`sid`), and whether it is a guest's. */
export const AccessClaimsSchema = Type.Object({
  sub: Type.String(),
  sid: Type.String(),
  guest: Type.Boolean(),
  iat: Type.Integer(),
  exp: Type.Integer(),
})
export type AccessClaims = Static<typeof AccessClaimsSchema>

/** What a listener may allow, each for itself, and the version of its notice; raised whenever the text changes in substance. */
export const CONSENT_VERSIONS = {
  'emotion-recognition': '1',
  /** The rough place (0.1° by 0.1°) may be used to look the weather up. */
  location: '1',
} as const
export type ConsentPurpose = keyof typeof CONSENT_VERSIONS
export const CONSENT_PURPOSES = ['emotion-recognition', 'location'] as const satisfies ConsentPurpose[]

/** The consent that nothing works without: no live session, no reading. */
export const CONSENT_PURPOSE = 'emotion-recognition'
export const CONSENT_VERSION = CONSENT_VERSIONS[CONSENT_PURPOSE]

export const ConsentSchema = Type.Object({
  purpose: Type.Enum(CONSENT_PURPOSES),
  currentVersion: Type.String(),
  /** The version last decided on; null before any decision. */
  version: Type.Union([Type.String(), Type.Null()]),
  granted: Type.Boolean(),
  decidedAt: Type.Union([Type.String(), Type.Null()]),
})
export type Consent = Static<typeof ConsentSchema>

/** Whether somebody allows something today: granted, and under the notice as it reads now. */
export function isGranted(consents: readonly Consent[], purpose: ConsentPurpose): boolean {
  return consents.some(
    (consent) =>
      consent.purpose === purpose && consent.granted && consent.version === CONSENT_VERSIONS[purpose],
  )
}

export const ConsentsSchema = Type.Object({ consents: Type.Array(ConsentSchema) })
