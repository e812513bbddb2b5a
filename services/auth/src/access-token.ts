import type { App } from '@mooddj/platform/app'
import { TOKEN_ALGORITHM, TOKEN_ISSUER } from '@mooddj/platform/authentication'
import type { SigningKey } from './signing-key.ts'

/** How long an access token is good, seconds. */
export const ACCESS_TOKEN_LIFE_S = 600

/** Signs an access token for one sign-in of one account. */
export type IssueAccessToken = (subject: { accountId: string; signInId: string; guest: boolean }) => string

/** Gives the signer of access tokens; the app has `@fastify/jwt` by `openAuthentication`. */
export function createAccessTokens(app: App, key: SigningKey): IssueAccessToken {
  const options = {
    key: key.privateKey,
    algorithm: TOKEN_ALGORITHM,
    kid: key.id,
    iss: TOKEN_ISSUER,
    expiresIn: ACCESS_TOKEN_LIFE_S,
  } as const
  return ({ accountId, signInId, guest }) => app.jwt.sign({ sub: accountId, sid: signInId, guest }, options)
}
