import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import { SpotifyTokenSchema } from '@mooddj/shared/spotify'
import { Type } from 'typebox'
import type { Errands } from './errand.ts'
import type { TokenOf } from './listener-tokens.ts'
import { ErrandInvalid } from './problems.ts'

/** `rejected`: the SHA-256, base64url, of an access token that Spotify answered 401 to, so that another one is given. */
const QuerySchema = Type.Object({ rejected: Type.Optional(Type.String({ pattern: '^[\\w-]{43}$' })) })

const ERRAND = /^Errand (\S{1,1024})$/

/** `/v1/spotify-tokens`: access tokens for the playlist service; not for the outside. */
export async function tokenRoutes(
  app: App,
  {
    authentication,
    errands,
    tokenOf,
  }: { authentication: Authentication; errands: Errands; tokenOf: TokenOf },
): Promise<void> {
  const schema = { querystring: QuerySchema, response: { 200: SpotifyTokenSchema } }

  // With the listener's own bearer token.
  app.get('/me', { onRequest: authentication.onRequest, schema }, async (request) => {
    const { accountId } = authentication.accountOf(request)
    const { linkId, accessToken, expiresInS } = await tokenOf({ accountId }, request.query.rejected)
    return { accessToken, expiresInS, errand: errands.write(linkId, new Date()) }
  })

  // With `Authorization: Errand …`, when the listener has gone. The errand stays the same, so it ends when it was to end.
  app.get('/errand', { schema }, async (request) => {
    const errand = ERRAND.exec(request.headers.authorization ?? '')?.[1]
    if (errand === undefined) throw ErrandInvalid()
    const linkId = errands.read(errand, new Date())
    const { accessToken, expiresInS } = await tokenOf({ linkId }, request.query.rejected)
    return { accessToken, expiresInS, errand }
  })
}
