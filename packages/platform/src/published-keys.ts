import { createPublicKey } from 'node:crypto'
import { createParser } from '@mooddj/shared/codec'
import { Type } from 'typebox'
import type { TokenConfig } from './config.ts'

/** Gives the public key (PEM) that verifies tokens signed under a key id; rejects for an unknown one. */
export type PublicKeyOf = (keyId: string) => Promise<string>

/** Auth did not give its keys; nothing is wrong with the token. */
export class KeysUnreachable extends Error {
  override name = 'KeysUnreachable'
}

const JwksSchema = Type.Object({
  keys: Type.Array(
    Type.Object({
      kid: Type.String(),
      kty: Type.Literal('EC'),
      crv: Type.Literal('P-256'),
      x: Type.String(),
      y: Type.String(),
    }),
  ),
})
const jwks = createParser(JwksSchema)
const TIMEOUT_MS = 3_000
/** A token may name any key id: strangers must not make us ask auth for each of theirs. */
const ASK_AGAIN_AFTER_MS = 5_000
/** Services start together, auth among them. */
const ASK_AHEAD_AGAIN_MS = 500

/**
 * The keys that auth publishes at `/.well-known/jwks.json` (RFC 7517). They are asked for at once, and outlive auth's absence once
 * seen; an unknown id asks again, at most every five seconds.
 * @throws {KeysUnreachable} from the function it gives, while auth is away
 */
export function publishedKeys(config: TokenConfig): PublicKeyOf {
  const known = new Map<string, string>()
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined

  const refresh = async () => {
    try {
      const response = await fetch(new URL('/.well-known/jwks.json', config.AUTH_URL), {
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (!response.ok) throw new Error(`status ${response.status}`)
      for (const { kid, ...jwk } of jwks.parse(await response.json()).keys) {
        known.set(
          kid,
          createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString(),
        )
      }
      askedAt = performance.now()
    } catch (cause) {
      throw new KeysUnreachable('auth does not give its keys', { cause })
    } finally {
      asking = undefined
    }
  }

  // Asked for ahead, so that tokens can be verified from the first request on, even while auth is away by then.
  const askAhead = () => {
    if (known.size > 0) return
    asking ??= refresh()
    asking.catch(() => setTimeout(askAhead, ASK_AHEAD_AGAIN_MS).unref())
  }
  askAhead()

  return async (keyId) => {
    if (!known.has(keyId) && performance.now() - askedAt > ASK_AGAIN_AFTER_MS) await (asking ??= refresh())
    const key = known.get(keyId)
    if (key === undefined) throw new Error('no such key')
    return key
  }
}
