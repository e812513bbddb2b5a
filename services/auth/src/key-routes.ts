import type { App } from '@mooddj/platform/app'
import { TOKEN_ALGORITHM } from '@mooddj/platform/authentication'
import type { SigningKey } from './signing-key.ts'

/** `/.well-known/jwks.json`: the public keys that verify access tokens (RFC 7517). */
export async function keyRoutes(app: App, { signingKey }: { signingKey: SigningKey }): Promise<void> {
  const keys = [{ ...signingKey.publicJwk, kid: signingKey.id, alg: TOKEN_ALGORITHM, use: 'sig' }]
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    void reply.header('cache-control', 'public, max-age=300')
    return { keys }
  })
}
