import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { isAllowed } from '@mooddj/dj/supply/spdx'

const supply = join(import.meta.dirname, '../src/supply')

describe('what is checked of a workspace’s supplies', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mooddj-supply-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const write = (file: string, content: string | object) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content))
  }
  const check = (name: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(supply, `check-${name}.ts`)], {
      cwd: folder,
      encoding: 'utf8',
    })
    return { status, said: stdout + stderr }
  }

  test('a package under the GPL is found, whoever brings it along; one under the MIT licence is not', () => {
    const install = (licence: string) => {
      write('thing/package.json', {
        name: 'thing',
        version: '1.0.0',
        license: 'MIT',
        dependencies: { deep: 'file:../deep' },
      })
      write('deep/package.json', { name: 'deep', version: '1.0.0', license: licence })
      write('package.json', {
        name: 'all',
        version: '1.0.0',
        private: true,
        dependencies: { thing: 'file:./thing', deep: 'file:./deep' },
      })
      rmSync(join(folder, 'node_modules'), { recursive: true, force: true })
      rmSync(join(folder, 'pnpm-lock.yaml'), { force: true })
      execFileSync('pnpm', ['install', '--offline', '--ignore-workspace'], { cwd: folder, stdio: 'ignore' })
    }
    install('MIT')
    assert.deepEqual(check('licences'), { status: 0, said: '2 packages under 1 licences, all allowed\n' })
    install('GPL-3.0-only')
    const planted = check('licences')
    assert.equal(planted.status, 1)
    assert.match(planted.said, /deep \S+ is under GPL-3\.0-only/)
  })

  test('a choice of licences is allowed when one side is, a sum when all are, and no licence never', () => {
    const allowed = new Set(['MIT', 'ISC', 'Apache-2.0'])
    const holds = (expression: string) => isAllowed(expression, allowed)
    for (const good of [
      'MIT',
      '(MIT OR GPL-3.0-only)',
      'GPL-2.0-only OR (ISC AND MIT)',
      'Apache-2.0 WITH LLVM-exception',
    ])
      assert.equal(holds(good), true, good)
    for (const bad of [
      'GPL-3.0-only',
      'MIT AND GPL-3.0-only',
      '(MIT OR ISC) AND AGPL-3.0-only',
      '',
      'Unknown',
      'SEE LICENSE IN LICENSE',
      'MIT OR',
      '(MIT',
      'MIT ISC',
    ])
      assert.equal(holds(bad), false, bad)
  })

  test('keys and files of secrets are found before they are committed, and are not shown', () => {
    execFileSync('git', ['init', '--quiet'], { cwd: folder })
    write('.gitignore', 'node_modules\n')
    write('notes.md', 'Nothing to see: postgres://role:password@host is an example of a URL.')
    assert.equal(check('secrets').status, 0, check('secrets').said)
    const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`
    const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'
    write(
      'deploy/key.txt',
      `-----BEGIN PRIVATE KEY-----\n${`${body}\n`.repeat(4)}-----END PRIVATE KEY-----\n`,
    )
    write('src/cloud.ts', `export const token = '${token}'\n`)
    write('compose.yml', `SPOTIFY_CLIENT_SECRET: ${'0123456789abcdef'.repeat(2)}\n`)
    write('.env', 'LOG_LEVEL=info\n')
    write('node_modules/ignored.pem', body)
    const { status, said } = check('secrets')
    assert.equal(status, 1)
    for (const file of ['deploy/key.txt:1', 'src/cloud.ts:1', 'compose.yml:1', '.env'])
      assert.ok(said.includes(`dj: ${file}`), `${file} in\n${said}`)
    assert.equal(said.includes('ignored.pem'), false)
    assert.equal(said.includes(token), false)
    assert.equal(said.includes(body), false)
  })
})
