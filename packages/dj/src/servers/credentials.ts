import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Type, { type Static } from 'typebox'
import Value from 'typebox/value'

/** The services that keep data; each has a role and a schema of its own name in the database `mooddj`. */
export const databaseRoles = ['auth', 'playlist', 'snapshot'] as const
export type DatabaseRole = (typeof databaseRoles)[number]

/** The passwords of the three servers, random, made once for a data folder. */
export const Credentials = Type.Object({
  postgres: Type.Object({
    postgres: Type.String(),
    auth: Type.String(),
    playlist: Type.String(),
    snapshot: Type.String(),
  }),
  redis: Type.String(),
  nats: Type.String(),
})
export type Credentials = Static<typeof Credentials>

/** Fresh random credentials. */
export function createCredentials(): Credentials {
  const secret = () => randomBytes(24).toString('hex')
  return {
    postgres: { postgres: secret(), auth: secret(), playlist: secret(), snapshot: secret() },
    redis: secret(),
    nats: secret(),
  }
}

/** The credentials kept in a file that only its owner can read; made on the first call. */
export function readCredentials(file: string): Credentials {
  if (!existsSync(file)) writeSecret(file, JSON.stringify(createCredentials(), null, 2))
  return Value.Parse(Credentials, JSON.parse(readFileSync(file, 'utf8')))
}

/** Makes sure that the file holds the private key that access tokens are signed with (PEM, PKCS#8, P-256). */
export function ensureSigningKey(file: string): void {
  if (existsSync(file)) return
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  writeSecret(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
}

/** Makes sure that the file holds a key that tokens of Spotify are sealed with (`id:base64`, AES-256). */
export function ensureTokenKey(file: string): void {
  if (!existsSync(file)) writeSecret(file, `first:${randomBytes(32).toString('base64')}`)
}

/** Writes a file that only its owner can read, whole or not at all. */
export function writeSecret(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
