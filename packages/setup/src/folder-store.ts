import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { PlainError } from './plain-error.ts'
import type { SecretStore, SecretTexts } from './secret-store.ts'

/** Who may read what is written (Unix modes). */
export interface FolderModes {
  readonly folder: number
  readonly file: number
}

/** For the user who runs it, on a machine that others may use. */
export const ownerOnly: FolderModes = { folder: 0o700, file: 0o600 }

/**
 * For containers: each sub-folder is mounted alone, read-only, into the one container it is for, whose user is another one in every image
 * (1000 of ours, 999 or 70 of PostgreSQL's). Who may read it is decided by what is mounted, so the files themselves are open, and
 * nobody, their owner included, writes them in place.
 */
export const forContainers: FolderModes = { folder: 0o755, file: 0o444 }

/** Keeps secrets in files `<root>/<folder>/<name>`. A file appears whole or not at all, and one that holds nothing counts as missing. */
export function openFolderStore(root: string, modes: FolderModes): SecretStore {
  const write = (folder: string, name: string, text: string, isNew: boolean) => {
    const file = join(root, folder, name)
    const draft = join(root, folder, `.${name}.${process.pid}.new`)
    rmSync(draft, { force: true })
    writeFileSync(draft, text, { mode: 0o600, flush: true })
    // Whatever this process's umask takes away.
    chmodSync(draft, modes.file)
    // A link is refused where a file is there, a renaming replaces it: whoever else writes just now has made one that stays.
    if (isNew) linkOnce(draft, file)
    else renameSync(draft, file)
    rmSync(draft, { force: true })
  }
  const within = <Result>(folder: string, task: () => Result): Result => {
    try {
      for (const home of [root, join(root, folder)])
        if (mkdirSync(home, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(home, modes.folder)
      return task()
    } catch (cause) {
      throw refusal(join(root, folder), cause)
    }
  }
  return {
    add: async (folder, makers) =>
      within(folder, () => {
        const home = join(root, folder)
        for (const [name, make] of Object.entries(makers)) {
          const file = join(home, name)
          const isNew = !existsSync(file)
          if (isNew || readFileSync(file, 'utf8').trim() === '') write(folder, name, make(), isNew)
        }
        return read(home)
      }),
    set: async (folder, texts) =>
      within(folder, () => {
        const kept = read(join(root, folder))
        for (const [name, text] of Object.entries(texts))
          if (kept[name] !== text.trim()) write(folder, name, text, false)
      }),
  }
}

function read(folder: string): SecretTexts {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'))
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8').trim()]))
}

function linkOnce(draft: string, file: string): void {
  try {
    linkSync(draft, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

function refusal(folder: string, cause: unknown): unknown {
  const user = process.getuid?.() ?? 'this user'
  switch (codeOf(cause)) {
    case 'EACCES':
    case 'EPERM':
      return new PlainError(
        `${folder} cannot be written by user ${user}: give it to that user (chown), or name a folder that is theirs.`,
        { cause },
      )
    case 'EROFS':
      return new PlainError(
        `${folder} lies on a read-only file system: mount it writable for this one run.`,
        { cause },
      )
    case 'ENOSPC':
      return new PlainError(`There is no room left for ${folder}: make some and run this again.`, { cause })
    case 'ENOTDIR':
    case 'EEXIST':
      return new PlainError(`${folder} is not a folder: move what is there, and run this again.`, { cause })
    default:
      return cause
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
