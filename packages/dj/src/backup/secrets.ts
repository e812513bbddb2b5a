import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * What the data are of less use without: Spotify's tokens are sealed with the token keys, and whoever holds an access token is let in by the
 * signing key. By the part's name in a backup, the file's in the data folder.
 */
const KEPT = [
  { part: 'auth/signing-key.pem', file: 'secrets/auth/signing-key.pem' },
  { part: 'auth/spotify-token-keys', file: 'secrets/auth/spotify-token-keys' },
] as const

/** Copies the keys of a data folder into a folder of parts. Gives the parts' names. */
export function copySecrets(data: string, folder: string): string[] {
  const there = KEPT.filter(({ file }) => existsSync(join(data, file)))
  for (const { part, file } of there) {
    mkdirSync(dirname(join(folder, part)), { recursive: true, mode: 0o700 })
    copyFileSync(join(data, file), join(folder, part))
  }
  return there.map(({ part }) => part)
}

/** Puts the keys among these parts into a data folder; those that were there stay beside them as `….before`. */
export function putSecrets(data: string, folder: string): void {
  for (const { part, file } of KEPT) {
    if (!existsSync(join(folder, part))) continue
    const target = join(data, file)
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
    if (existsSync(target)) renameSync(target, `${target}.before`)
    copyFileSync(join(folder, part), target)
  }
}
