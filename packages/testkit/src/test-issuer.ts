import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import {
  CONSENT_PURPOSE,
  CONSENT_PURPOSES,
  CONSENT_VERSIONS,
  type Consent,
  type ConsentPurpose,
} from '@mooddj/shared/account'

/** Somebody who is signed in. */
export interface SignedInListener {
  readonly accountId: string
  readonly signInId: string
  /** `Bearer …`, for the header `authorization`. */
  readonly authorization: string
}

/**
 * Stands in for auth where only its keys and consents matter: publishes a key, signs access tokens with it, and answers
 * `GET /v1/consents`.
 */
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
  /** A new account that consents to emotion recognition, unless told otherwise, with a token of ten minutes. */
  readonly signIn: (options?: { consents?: boolean }) => SignedInListener
  /** To emotion recognition, unless told otherwise. */
  readonly setConsent: (accountId: string, granted: boolean, purpose?: ConsentPurpose) => void
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
  const granted = new Set<string>()
  const grantOf = (accountId: string, purpose: ConsentPurpose) => `${purpose} ${accountId}`
  const accounts = new Map<string, string>()
  const server = createServer(({ url, headers }, response) => {
    const found = url === '/.well-known/jwks.json' || url === '/v1/consents'
    const accountId = accounts.get(headers.authorization ?? '') ?? ''
    const consents = () => consentsOf((purpose) => granted.has(grantOf(accountId, purpose)))
    const body = url === '/v1/consents' ? JSON.stringify(consents()) : found ? jwks : '{}'
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the issuer has no port')

  const token: TestIssuer['token'] = ({
    accountId,
    signInId = randomUUID(),
    guest = true,
    expiresInS = 600,
  }) => {
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
  }

  return {
    url: `http://127.0.0.1:${address.port}`,
    token,
    signIn({ consents = true } = {}) {
      const accountId = randomUUID()
      const signInId = randomUUID()
      const authorization = `Bearer ${token({ accountId, signInId })}`
      accounts.set(authorization, accountId)
      if (consents) granted.add(grantOf(accountId, CONSENT_PURPOSE))
      return { accountId, signInId, authorization }
    },
    setConsent(accountId, isGranted, purpose = CONSENT_PURPOSE) {
      if (isGranted) granted.add(grantOf(accountId, purpose))
      else granted.delete(grantOf(accountId, purpose))
    },
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function consentsOf(isGranted: (purpose: ConsentPurpose) => boolean): { consents: Consent[] } {
  const consents = CONSENT_PURPOSES.map((purpose) => {
    const currentVersion = CONSENT_VERSIONS[purpose]
    const decided = isGranted(purpose)
      ? { version: currentVersion, granted: true, decidedAt: new Date().toISOString() }
      : { version: null, granted: false, decidedAt: null }
    return { purpose, currentVersion, ...decided }
  })
  return { consents }
}
