import { readFile, readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { PlainError } from '@mooddj/dj/plain-error'
import { type Entry, openPromise } from 'yauzl'

/** Picture files in a ZIP archive or a folder. Only names are held; a picture is read when it is asked for. */
export interface PictureStore {
  /**
   * The bytes of the picture a label file calls so; undefined when there is none, or more than one that could be meant. Of one that cannot
   * be read, no bytes.
   */
  read(file: string): Promise<Uint8Array | undefined>
  close(): void
}

/** No photograph is larger, and nothing larger is read. */
const MOST_BYTES = 64 * 1024 * 1024
const NOTHING = new Uint8Array()

/** Opens a `.zip` or a folder, with its sub-folders. Throws {@link PlainError}. */
export async function openPictureStore(path: string): Promise<PictureStore> {
  const about = await stat(path).catch((cause: unknown) => {
    throw new PlainError(`There are no pictures at ${path}: name a ZIP archive or a folder.`, { cause })
  })
  return about.isDirectory() ? openFolder(path) : openArchive(path)
}

async function openFolder(path: string): Promise<PictureStore> {
  const files = await readdir(path, { recursive: true, withFileTypes: true })
  const paths = new Map(
    files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .map((file) => [relative(path, file).split(sep).join('/'), file]),
  )
  const find = createFinder(paths)
  return {
    async read(file) {
      const found = find(file)
      return found === undefined ? undefined : readSome(found).catch(() => NOTHING)
    },
    close() {},
  }
}

async function openArchive(path: string): Promise<PictureStore> {
  const entries = new Map<string, Entry>()
  const unreadable = (cause: unknown): never => {
    const reason = cause instanceof Error ? ` (${cause.message})` : ''
    throw new PlainError(`${path} is not a ZIP archive that can be read${reason}: pack the pictures again.`, {
      cause,
    })
  }
  const archive = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(unreadable)
  try {
    for await (const entry of archive.eachEntry()) {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
    }
  } catch (cause) {
    unreadable(cause)
  }
  const find = createFinder(entries)
  return {
    async read(file) {
      const entry = find(file)
      if (entry === undefined) return undefined
      if (entry.uncompressedSize > MOST_BYTES) return NOTHING
      return archive
        .openReadStreamPromise(entry)
        .then(buffer)
        .catch(() => NOTHING)
    },
    close: () => archive.close(),
  }
}

async function readSome(path: string): Promise<Uint8Array> {
  return (await stat(path)).size > MOST_BYTES ? NOTHING : readFile(path)
}

/** Looks a file up by its path, else by the end of its path, else by its bare name, where only one has it. */
function createFinder<Place>(places: ReadonlyMap<string, Place>): (file: string) => Place | undefined {
  const byName = Map.groupBy(places.keys(), nameOf)
  return (file) => {
    const wanted = file.replace(/^(\.?\/)+/, '')
    const exact = places.get(wanted)
    if (exact !== undefined) return exact
    const named = byName.get(nameOf(wanted)) ?? []
    const ending = named.filter((path) => path.endsWith(`/${wanted}`))
    const [only, ...others] = ending.length > 0 ? ending : named
    return only === undefined || others.length > 0 ? undefined : places.get(only)
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
