import { statfsSync } from 'node:fs'
import { PlainError } from '../plain-error.ts'
import { hasCode } from '../process-identity.ts'

const MEGABYTE = 1_000_000

/** A size as people read it: `12 MB`, and never nothing. */
export function describeBytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / MEGABYTE)).toLocaleString('en')} MB`
}

/** Throws a PlainError when the disk of a folder has no room for so many bytes. */
export function requireRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (free >= bytes) return
  throw new PlainError(
    `There is no room in ${folder}: up to ${describeBytes(bytes)} are needed and ${describeBytes(free)} are free. Make room, or choose another place.`,
  )
}

/** The same failure, or the plain sentence for a disk that became full on the way. */
export function explainFullDisk(error: unknown, folder: string): unknown {
  const text = error instanceof Error ? error.message : ''
  if (!hasCode(error, 'ENOSPC') && !/No space left on device/.test(text)) return error
  return new PlainError(`The disk of ${folder} became full: make room, or choose another place.`, {
    cause: error,
  })
}
