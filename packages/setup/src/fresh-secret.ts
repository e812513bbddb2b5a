import { generateKeyPairSync, randomBytes } from 'node:crypto'

/** A password of 192 random bits, in characters that no URL, shell or configuration file takes for something else. */
export function freshPassword(): string {
  return randomBytes(24).toString('hex')
}

/** A private key that access tokens can be signed with: PEM, PKCS#8, P-256. */
export function freshSigningKey(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
}

/** A key that Spotify's tokens can be sealed with: `id:base64`, AES-256. */
export function freshTokenKey(): string {
  return `first:${randomBytes(32).toString('base64')}`
}
