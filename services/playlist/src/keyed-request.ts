import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import type { KeyedRequest } from './store/idempotency.ts'

/** The header that makes a request safe to send again. */
export const IdempotencyHeadersSchema = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ pattern: '^[\\x21-\\x7e]{1,128}$' })),
})

/** A request under its Idempotency-Key; nothing without one. `subject` is what the URL names. */
export function keyedRequest(
  key: string | undefined,
  { subject, body }: { subject: string; body: object },
): KeyedRequest | undefined {
  if (key === undefined) return undefined
  const hash = createHash('sha256')
    .update(`${subject}\n${inOneOrder(body)}`)
    .digest('hex')
  return { key, hash }
}

/** The same text for the same fields in whatever order, at every level. */
function inOneOrder(body: object): string {
  return JSON.stringify(body, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
      : value,
  )
}
