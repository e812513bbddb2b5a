import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { ConfigError } from '@mooddj/platform/config'
import { createParser } from '@mooddj/shared/codec'
import { type Static, Type } from 'typebox'

const EcPointSchema = Type.Object({
  kty: Type.Literal('EC'),
  crv: Type.Literal('P-256'),
  x: Type.String(),
  y: Type.String(),
})
const ecPoint = createParser(EcPointSchema)

/** What access tokens are signed with, and what verifies them. */
export interface SigningKey {
  /** The key's thumbprint (RFC 7638), so that the same key has the same id wherever it is used. */
  id: string
  /** PEM, PKCS#8. */
  privateKey: string
  /** PEM, SPKI. */
  publicKey: string
  /** RFC 7517. */
  publicJwk: Static<typeof EcPointSchema>
}

/**
 * Reads the signing key from its PEM text.
 * @throws {ConfigError} when it is not a private key on the curve P-256
 */
export function readSigningKey(pem: string): SigningKey {
  let key: KeyObject
  try {
    // Some tools keep a variable in one line, its line breaks written out.
    key = createPrivateKey(pem.replaceAll('\\n', '\n'))
  } catch {
    // The cause might quote the key.
    throw new ConfigError('AUTH_SIGNING_KEY is not a private key (PEM, PKCS#8, P-256)')
  }
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new ConfigError('AUTH_SIGNING_KEY is a private key of another kind than EC P-256')
  }
  const publicKey = createPublicKey(key)
  const { kty, crv, x, y } = ecPoint.parse(publicKey.export({ format: 'jwk' }))
  return {
    // RFC 7638, 3.2: the required members in lexicographic order, without white space.
    id: createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url'),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    publicJwk: { kty, crv, x, y },
  }
}
