import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, describe, test } from 'node:test'
import { root } from '@mooddj/dj/places'

describe('dj', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-entry-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  /** A PATH with the system's tools that dj needs, and the given stand-ins for programs of the machine. */
  function pathWith(name: string, programs: Record<string, string>): string {
    const path = join(folder, name)
    mkdirSync(path)
    for (const tool of [
      'bash',
      'dirname',
      'readlink',
      'uname',
      'mkdir',
      'sha256sum',
      'cut',
      'flock',
      'grep',
    ]) {
      const place = ['/usr/bin', '/bin'].map((parent) => join(parent, tool)).find(existsSync)
      if (place !== undefined) symlinkSync(place, join(path, tool))
    }
    for (const [program, script] of Object.entries(programs)) {
      writeFileSync(join(path, program), `#!/bin/bash\n${script}\n`)
      chmodSync(join(path, program), 0o755)
    }
    return path
  }

  async function dj(args: string[], env: NodeJS.ProcessEnv) {
    const child = spawn(join(root, 'dj'), args, { cwd: tmpdir(), env })
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ])
    return { out, err, code }
  }
  const fresh = (name: string) => ({ MOODDJ_DATA: join(folder, `data-${name}`) })

  test('keeps the made-up Spotify to this machine', async () => {
    const child = spawn(
      process.execPath,
      [join(root, 'packages/dj/src/main.ts'), 'up', '--lan', '--fake-spotify'],
      {
        env: { ...process.env, ...fresh('fake-spotify') },
      },
    )
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    assert.match(err, /^dj: The made-up Spotify is for this machine only/)
    assert.equal(code, 1)
  })

  test('says in one sentence that npm is missing', async () => {
    const { err, code } = await dj(['help'], { PATH: pathWith('no-npm', {}), ...fresh('no-npm') })
    assert.match(err, /^dj: npm is missing: install it .*\n$/)
    assert.equal(code, 1)
  })

  test('says in one sentence that Node is too old', async () => {
    const PATH = pathWith('old', { npm: 'exit 1', node: 'echo 18' })
    const { err } = await dj(['help'], { PATH, ...fresh('old') })
    assert.match(err, /^dj: Node 18 is too old to begin with: install Node 20 or newer .*\n$/)
  })

  const failures = [
    ['a failed download', 'npm error code ENOTFOUND', /could not be downloaded: check the network/],
    ['an untrusted certificate', 'npm error code SELF_SIGNED_CERT_IN_CHAIN', /point NODE_EXTRA_CA_CERTS/],
    ['a full disk', 'npm error code ENOSPC', /The disk is full/],
    ['missing permission', 'npm error code EACCES', /could not be written \(no permission\)/],
  ] as const
  for (const [what, output, sentence] of failures)
    test(`names ${what} in one sentence with the remedy`, async () => {
      const PATH = pathWith(what, { npm: `echo '${output}' >&2; exit 1`, node: 'echo 22' })
      const { err, code } = await dj(['help'], { PATH, ...fresh(what) })
      // What is being done goes where errors go, so that a first run's --json is one object.
      const [progress, problem = '', ...rest] = err.split('\n')
      assert.match(progress ?? '', /^Fetching Node /)
      assert.match(problem, sentence)
      assert.deepEqual(rest, [''])
      assert.equal(code, 1)
    })

  test('does not know a command it does not have', async () => {
    const { err, out, code } = await dj(['fly'], process.env)
    assert.match(err, /^dj: there is no command fly\./)
    assert.match(out, /\.\/dj up/)
    assert.equal(code, 2)
  })

  test('names a taken port and how to choose another', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    assert.ok(address !== null && typeof address === 'object')
    const data = join(folder, 'data-port')
    mkdirSync(data)
    const tools = process.env['MOODDJ_DATA'] ?? join(root, '.data')
    symlinkSync(join(tools, 'tools'), join(data, 'tools'))
    const env = { ...process.env, MOODDJ_DATA: data, GATEWAY_PORT: String(address.port) }
    const { err, code } = await dj(['up'], env)
    assert.match(
      err,
      new RegExp(`^dj: Port ${address.port} is taken by another program: .*GATEWAY_PORT=\\d+ ./dj up\\.\n$`),
    )
    assert.equal(code, 1)
    other.close()
  })
})
