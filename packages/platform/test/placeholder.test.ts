import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  ConfigError,
  databaseSettings,
  natsSettings,
  readConfig,
  redisSettings,
} from '@mooddj/platform/config'
import { Type } from 'typebox'

const schema = Type.Object({
  ...natsSettings,
  ...redisSettings,
  ...databaseSettings,
  SPOTIFY_CLIENT_SECRET: Type.Optional(Type.String()),
  SPOTIFY_TOKEN_KEYS: Type.Optional(Type.String()),
  TITLE: Type.String({ default: '' }),
})
const good = {
  NATS_URL: 'nats://nats:4222',
  REDIS_URL: 'redis://redis:6379',
  DATABASE_URL: 'postgres://postgres:5432/mooddj',
}
const read = (environment: Record<string, string>) => readConfig(schema, { ...good, ...environment })

/** The message that this setting is refused with. */
function refusal(environment: Record<string, string>): string {
  try {
    read(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'it was taken'
}

/** As they stand in examples, manuals and images, or as somebody in a hurry writes them; separated by spaces. */
const placeholders = `
  change-me changeme CHANGE_ME! ChangeMePlease please-change-this replace-with-a-real-secret todo FIXME
  secret supersecret secret123 s3cr3t password Password1 P@ssw0rd2024! pa55word
  passwordpassword example example-password placeholder dummy test-token your-database-password YOUR_PASSWORD_HERE
  default postgres postgres-postgres redis mooddj mooddj123456 admin adm1n1strator
  letmein qwertz123456 xxx xxxxxxxxxxxxxxxxxxxx xx-xx-xx-xx-xx-xx **************** ................ 00000000000000000000
  123456789012 1234567890 %3Cpassword%3E \${PASSWORD} [password] __PASSWORD__ %63hangeme
`
  .trim()
  .split(/\s+/)
  .concat('{{ .Values.password }}')

test('a placeholder for the password in a URL is refused, whatever it looks like, with the remedy', () => {
  for (const placeholder of placeholders) {
    assert.match(
      refusal({ DATABASE_URL: `postgresql://auth:${placeholder}@host:1/x` }),
      /^Settings to mend: DATABASE_URL has a placeholder for its password\. Put a random/,
      placeholder,
    )
  }
  const all = refusal({ NATS_URL: 'tls://auth:changeme@nats', REDIS_URL: 'rediss://:redis@redis' })
  assert.match(all, /NATS_URL has a placeholder for its password; REDIS_URL has a placeholder/)
})

test('an empty or short password in a URL is refused; no password at all is not', () => {
  assert.match(refusal({ NATS_URL: 'nats://auth:@nats:4222' }), /NATS_URL has an empty password/)
  assert.match(refusal({ REDIS_URL: 'redis://:@redis:6379' }), /REDIS_URL has an empty password/)
  const short = 'x7Qp2'
  assert.match(refusal({ DATABASE_URL: `postgres://auth:${short}@postgres` }), /less than 12 characters/)
  read({ NATS_URL: 'tls://auth@nats', DATABASE_URL: 'postgres://auth@host/x?sslmode=verify-full' })
})

test('a placeholder in the query of a URL, or in a file, is refused as well', () => {
  assert.match(refusal({ DATABASE_URL: 'postgres://host/x?user=auth&password=changeme' }), /placeholder/)
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-placeholder-test-'))
  const file = join(folder, 'url')
  writeFileSync(file, 'nats://gateway:change-me@nats:4222\n')
  assert.match(refusal({ NATS_URL: '', NATS_URL_FILE: file }), /NATS_URL has a placeholder/)
  rmSync(folder, { recursive: true })
})

test('a secret that is no URL is refused by the same rule, each of a list; what is no secret is not looked at', () => {
  assert.match(
    refusal({ SPOTIFY_CLIENT_SECRET: 'your-client-secret' }),
    /SPOTIFY_CLIENT_SECRET is a placeholder/,
  )
  const zero = Buffer.alloc(32).toString('base64')
  const key = randomBytes(32).toString('base64')
  assert.match(
    refusal({ SPOTIFY_TOKEN_KEYS: `second:${key},first:${zero}` }),
    /SPOTIFY_TOKEN_KEYS is a placeholder/,
  )
  read({
    SPOTIFY_TOKEN_KEYS: `second:${key}`,
    SPOTIFY_CLIENT_SECRET: randomBytes(16).toString('hex'),
    TITLE: 'example',
  })
})

test('the refused value is never told', () => {
  assert.doesNotMatch(refusal({ NATS_URL: 'nats://gateway:letmein-letmein@nats' }), /letmein/)
})

test('random secrets are taken, of whatever alphabet, and so is a sentence that nobody would try', () => {
  for (let round = 0; round < 40; round += 1)
    for (const secret of [randomBytes(24).toString('hex'), randomBytes(18).toString('base64url')])
      read({ REDIS_URL: `redis://auth:${secret}@redis` })
  read({
    REDIS_URL: 'redis://auth:seven%20otters%20under%20glass@redis',
    NATS_URL: 'nats://auth:Zk3vQ9xT7mLp@nats',
  })
})
