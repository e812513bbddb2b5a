import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'

const run = promisify(execFile)
const home = mkdtempSync(join(tmpdir(), 'mooddj-home-'))
after(() => rmSync(home, { recursive: true, force: true }))

const folder = new URL('../src/', import.meta.url).href
/** Opens a network, without what `openModel` imports first. */
const BARE = `const { InferenceSession } = await import(${JSON.stringify(import.meta.resolve('onnxruntime-node'))})
const { readManifest, REPOSITORY_ROOT } = await import('${folder}manifest.ts')
const { models } = await readManifest(REPOSITORY_ROOT)
await InferenceSession.create(REPOSITORY_ROOT + '/' + models[0].file)`
const IN_THIS_THREAD = `await import('${folder}model-session.ts')
${BARE}`
const IN_ANOTHER = `await import('${folder}mood-thread.ts')
const { Worker } = await import('node:worker_threads')
new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(BARE)})))`

for (const [where, program] of [
  ['in a thread that opens networks itself', IN_THIS_THREAD],
  ['in the threads that moods are read in', IN_ANOTHER],
] as const) {
  test(`the ONNX runtime makes no id for this machine and keeps nothing to tell its makers, ${where}`, async () => {
    // CI would silence it, too; so would whoever set this for us.
    const { CI: _ci, ORT_DISABLE_TELEMETRY: _disabled, ...surroundings } = process.env
    const env = { ...surroundings, HOME: home, TMPDIR: home }
    await run(process.execPath, ['--input-type=module', '--eval', program], { env, cwd: import.meta.dirname })
    assert.deepEqual(readdirSync(home), [])
  })
}
