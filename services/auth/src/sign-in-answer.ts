import type { SignedIn } from '@mooddj/shared/account'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ACCESS_TOKEN_LIFE_S, type IssueAccessToken } from './access-token.ts'
import { toUser } from './account-store.ts'
import type { RefreshCookie } from './refresh-cookie.ts'
import type { OpenSignIn } from './sign-in-store.ts'

/** Tells somebody that they are signed in: the access token in the body, the refresh token in its cookie. */
export type AnswerSignedIn = (
  exchange: { request: FastifyRequest; reply: FastifyReply },
  signIn: OpenSignIn,
  refreshToken: string,
) => SignedIn

export function createSignInAnswer(
  issueAccessToken: IssueAccessToken,
  cookie: RefreshCookie,
): AnswerSignedIn {
  return ({ request, reply }, { account, signInId }, refreshToken) => {
    const user = toUser(account)
    cookie.set(request, reply, refreshToken)
    return {
      user,
      accessToken: issueAccessToken({ accountId: user.id, signInId, guest: user.guest }),
      expiresInS: ACCESS_TOKEN_LIFE_S,
    }
  }
}
