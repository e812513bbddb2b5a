import Type, { type Static } from 'typebox'
import Value from 'typebox/value'
import { PlainError } from '../plain-error.ts'

/** The form of backups that this dj writes. It grows when an older dj could no longer read them. */
export const BACKUP_FORMAT = 1

/** What a backup says of itself. */
export const Manifest = Type.Object({
  format: Type.Literal(BACKUP_FORMAT),
  /** `house`: everything; `deletions`: only which accounts are gone. */
  kind: Type.Enum(['house', 'deletions'] as const),
  /** ISO 8601, UTC: when it was begun. */
  createdAt: Type.String(),
  /** The project's version. */
  version: Type.String(),
  /** The server's version, and the major version of the tools that wrote the dump. */
  postgres: Type.Object({ server: Type.String(), tools: Type.Integer() }),
  /** The server's version; null where no stream is in it. */
  nats: Type.Union([Type.String(), Type.Null()]),
  /** SHA-256 of each migration that a service's schema had, in their order. */
  migrations: Type.Record(Type.String(), Type.Array(Type.String())),
  deletions: Type.Integer(),
  hasSecrets: Type.Boolean(),
})
export type Manifest = Static<typeof Manifest>

/** The manifest in a text. Throws a PlainError when it is of a newer form, or none. */
export function parseManifest(text: string): Manifest {
  const manifest = parseJson(text)
  if (Value.Check(Manifest, manifest)) return manifest
  if (Value.Check(Type.Object({ format: Type.Integer({ minimum: BACKUP_FORMAT + 1 }) }), manifest))
    throw new PlainError(
      `This backup is of a newer form (${manifest.format}) than this dj knows (${BACKUP_FORMAT}): restore it with the Mood DJ that made it, or a newer one.`,
    )
  throw new PlainError('This backup does not say what it is: take another one.')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON is not a manifest, which is what the caller says.
    return undefined
  }
}
