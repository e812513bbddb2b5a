import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

/** Stands in for auth where only its keys matter: publishes a key and signs access tokens with it. */
export interface TestIssuer {
  /** What a service is told as AUTH_URL. */
  readonly url: string
  /** A good access token; `expiresInS` may lie in the past. */
  readonly token: (claims: {
    accountId: string
    signInId?: string
    guest?: boolean
    expiresInS?: number
  }) => string
  readonly stop: () => Promise<void>
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Starts a token issuer with a fresh key (ES256) on a free loopback port. */
export async function startTestIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const kid = randomUUID()
  const jwks = JSON.stringify({
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' }],
  })
  const server = createServer((request, response) => {
    const found = request.url === '/.well-known/jwks.json'
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(found ? jwks : '{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the issuer has no port')

  return {
    url: `http://127.0.0.1:${address.port}`,
    token({ accountId, signInId = randomUUID(), guest = true, expiresInS = 600 }) {
      const now = Math.floor(Date.now() / 1000)
      const claims = {
        sub: accountId,
        sid: signInId,
        guest,
        iss: 'mooddj-auth',
        iat: now,
        exp: now + expiresInS,
      }
      const body = `${base64url({ alg: 'ES256', typ: 'JWT', kid })}.${base64url(claims)}`
      const signature = sign('sha256', Buffer.from(body), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${body}.${signature.toString('base64url')}`
    },
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
