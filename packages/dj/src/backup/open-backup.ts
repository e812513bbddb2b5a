import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { statSync } from 'node:fs'
import { PlainError } from '../plain-error.ts'
import { openPartsFolder, readArchive } from './archive.ts'
import { ownMigrations } from './database.ts'
import { type Manifest, parseManifest } from './manifest.ts'
import { requireRoom } from './room.ts'

/** A backup, unpacked and found whole. */
export interface OpenBackup {
  readonly manifest: Manifest
  /** Where its parts lie. */
  readonly folder: string
  /** Removes what was unpacked. */
  remove(): void
}

/** Unpacks a backup into a folder of its own and checks it. Throws a PlainError when it is damaged, of a newer form, or none. */
export async function openBackup(file: string, path: string): Promise<OpenBackup> {
  const parts = openPartsFolder(path)
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    requireRoom(parts.folder, size)
    const names = await readArchive(file, parts.folder)
    if (!names.includes('manifest.json')) throw new PlainError(`${file} is no backup of Mood DJ.`)
    const manifest = parseManifest(await readFile(join(parts.folder, 'manifest.json'), 'utf8'))
    return { manifest, ...parts }
  } catch (error) {
    parts.remove()
    throw error
  }
}

/** Throws a PlainError unless it is a whole backup of schemas that this checkout knows, so that it can bring them up to date. */
export function requireRestorable({ kind, version, migrations }: Manifest): void {
  if (kind !== 'house')
    throw new PlainError(
      'This backup holds only which accounts are gone: name a whole one, and this one with --deletions.',
    )
  const own = ownMigrations()
  for (const [service, hashes] of Object.entries(migrations)) {
    const unknown = hashes.filter((hash) => own[service]?.includes(hash) !== true)
    if (unknown.length > 0)
      throw new PlainError(
        `This backup's schema of ${service} is newer than this Mood DJ (it was made by ${version}): check out the version that made it, or a newer one, and restore with that. Nothing was touched.`,
      )
  }
}
