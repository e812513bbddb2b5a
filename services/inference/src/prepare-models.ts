import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fillBlocks } from './block-channels.ts'
import { type Manifest, REPOSITORY_ROOT, readManifest } from './manifest.ts'
import { onnxCodec } from './onnx-model.ts'

type Entry = Manifest['models'][number]

const require = createRequire(import.meta.url)

/**
 * Puts every network of the manifest where it is run from and checks that it is the one the manifest means. What is there and right is left
 * alone. Gives one plain sentence a failure; none means that all is well.
 * @param isWanted leaves entries alone that will not be run
 */
export async function prepareModels(
  root: string,
  isWanted: (entry: Entry) => boolean = () => true,
): Promise<string[]> {
  const { models } = await readManifest(root)
  const failures = await Promise.all(models.filter(isWanted).map((entry) => prepareModel(root, entry)))
  return failures.filter((failure) => failure !== undefined)
}

async function prepareModel(root: string, entry: Entry): Promise<string | undefined> {
  const oneView = entry.task === 'emotion' ? entry.oneView : undefined
  return (await prepareFile(root, entry)) ?? (oneView && (await prepareFile(root, { ...entry, ...oneView })))
}

async function prepareFile(root: string, entry: Entry): Promise<string | undefined> {
  const target = `${root}/${entry.file}`
  const there = await readBytes(target)
  if (there && sha256(there) === entry.sha256) return undefined
  const packaged = /^npm:(@?[^@]+)@[^/]+\/(.+)$/.exec(entry.source)
  if (!packaged) {
    const fault = there ? 'is not the file that models/manifest.json describes' : 'is missing'
    return `${entry.file} ${fault}: restore it with git, or train it again.`
  }
  const [, name = '', path = ''] = packaged
  const bytes = await readPackaged(name, path)
  if (!bytes) return `The package ${name} does not hold ${path}: install the dependencies again.`
  const { sourceSha256 = entry.sha256 } = entry
  if (sha256(bytes) !== sourceSha256)
    return `${path} of the package ${name} is not the file that models/manifest.json describes.`
  const prepared =
    entry.sourceSha256 === undefined ? bytes : onnxCodec.encode(fillBlocks(onnxCodec.decode(bytes)))
  if (sha256(prepared) !== entry.sha256)
    return `${entry.file} as made of ${path} is not the file that models/manifest.json describes.`
  await writeWhole(target, prepared)
  return undefined
}

async function readPackaged(name: string, path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(require.resolve(`${name}/${path}`))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function readBytes(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'MODULE_NOT_FOUND')
  )
}

/** Under another name first, so that nobody ever reads half a file. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${process.pid}`
  await writeFile(unfinished, bytes)
  await rename(unfinished, path)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

if (import.meta.main) {
  const failures = await prepareModels(REPOSITORY_ROOT).catch((error: unknown) => [String(error)])
  for (const failure of failures) process.stderr.write(`${failure}\n`)
  if (failures.length > 0) process.exitCode = 1
}
