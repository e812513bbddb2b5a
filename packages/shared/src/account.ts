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

/** What an access token says: account (`sub`), its sign-in (`sid`), and whether it is a guest's. */
export const AccessClaimsSchema = Type.Object({
  sub: Type.String(),
  sid: Type.String(),
  guest: Type.Boolean(),
  iat: Type.Integer(),
  exp: Type.Integer(),
})
export type AccessClaims = Static<typeof AccessClaimsSchema>

export const CONSENT_PURPOSE = 'emotion-recognition'
/** The version of the notice that a listener agrees to; raised whenever its text changes in substance. */
export const CONSENT_VERSION = '1'

export const ConsentSchema = Type.Object({
  purpose: Type.Literal(CONSENT_PURPOSE),
  currentVersion: Type.String(),
  /** The version last decided on; null before any decision. */
  version: Type.Union([Type.String(), Type.Null()]),
  granted: Type.Boolean(),
  decidedAt: Type.Union([Type.String(), Type.Null()]),
})
export type Consent = Static<typeof ConsentSchema>
export const ConsentsSchema = Type.Object({ consents: Type.Array(ConsentSchema) })
