import { root } from '@mooddj/dj/places'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, describe, test } from 'node:test'

/** Stands in for a Python whose libraries cannot be downloaded in a test: it notes what it is asked to do. */
const standIn = `#!/bin/bash
note() { echo "$1" >>"$NOTES"; }
case "$*" in
  *platform*) echo '3 12 CPython 3.12.0 x86_64' ;;
  *'-m venv'*) note venv; mkdir -p "\${@: -1}/bin"; cp "$0" "\${@: -1}/bin/python" ;;
  *'pip install'*) note pip; eval "$PIP" ;;
  *mooddj_training*) note run; pwd; eval "$RUN" ;;
esac`

describe('dj models train', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mooddj-training-')))
  after(() => rmSync(folder, { recursive: true, force: true }))

  /** A machine of its own with the stand-in for Python; `start` runs dj there. */
  function machine(name: string, programs: readonly string[] = ['python3']) {
    const place = join(folder, name)
    const path = join(place, 'bin')
    mkdirSync(path, { recursive: true })
    mkdirSync(join(place, 'shared/data/faces'), { recursive: true })
    for (const program of programs) {
      writeFileSync(join(path, program), standIn)
      chmodSync(join(path, program), 0o755)
    }
    const notes = join(place, 'notes')
    writeFileSync(notes, '')
    const start = (settings: NodeJS.ProcessEnv = {}, args: readonly string[] = []) => {
      const env = {
        PATH: `${path}:${programs.length > 0 ? '/usr/bin:/bin' : ''}`,
        MOODDJ_DATA: join(place, 'data'),
        MOODDJ_SHARED: join(place, 'shared'),
        NOTES: notes,
        PIP: 'exit 0',
        RUN: 'exit 0',
        ...settings,
      }
      const main = join(root, 'packages/dj/src/main.ts')
      return spawn(process.execPath, [main, 'models', 'train', ...args], { cwd: place, env })
    }
    return { place, start, notes: () => readFileSync(notes, 'utf8').trim().split('\n') }
  }

  async function ended(child: ReturnType<ReturnType<typeof machine>['start']>) {
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ])
    return { out, err, code }
  }

  test('says in one sentence that there is no Python', async () => {
    const { err, code } = await ended(machine('bare', []).start())
    assert.match(err, /^dj: Training needs a Python from 3\.11 to 3\.14, .*MOODDJ_PYTHON\.\n$/)
    assert.equal(code, 1)
  })

  test('says that the face data is missing before it installs anything', async () => {
    const { start, notes, place } = machine('no-data')
    const { err, code } = await ended(start({ MOODDJ_SHARED: join(place, 'nowhere') }))
    assert.match(err, /^dj: The face data is missing: .*nowhere\. Set MOODDJ_SHARED to the folder .*\n$/)
    assert.equal(code, 1)
    assert.deepEqual(notes(), [''])
  })

  const failures = [
    ['a missing network', 'Name or service not known', /could not be downloaded: check the network/],
    ['a full disk', 'ERROR: [Errno 28] No space left on device', /The disk is full/],
    ['what pip says', 'ERROR: No matching distribution found for torch', /\(ERROR: No matching .*torch\)/],
  ] as const
  for (const [what, output, sentence] of failures)
    test(`names ${what} in one sentence with the remedy`, async () => {
      const { start } = machine(what)
      const { err, code } = await ended(start({ PIP: `echo '${output}' >&2; exit 1` }))
      assert.match(err, sentence)
      assert.equal(err.split('\n').length, 2)
      assert.equal(code, 1)
    })

  test('an installation that was interrupted is begun again, and a whole one is used again', async () => {
    const { start, notes } = machine('interrupted')
    const cut = start({ PIP: 'echo Downloading something; exec sleep 100' })
    for await (const chunk of cut.stdout) {
      if (!String(chunk).includes('Downloading')) continue
      cut.kill('SIGINT')
      break
    }
    const [code] = await once(cut, 'close')
    assert.equal(code, 1)
    assert.equal((await ended(start())).code, 0)
    assert.deepEqual(notes(), ['venv', 'pip', 'venv', 'pip', 'pip', 'run'])
    assert.equal((await ended(start())).code, 0)
    assert.equal(notes().length, 7)
  })

  test('runs where the person stands and gives the exit code back', async () => {
    const { start, place } = machine('code')
    const { out, code } = await ended(start({ RUN: 'exit 7' }))
    assert.equal(code, 7)
    assert.equal(out.trimEnd().split('\n').at(-1), place)
  })

  test('a signal ends the training, and dj with its exit code', async () => {
    const { start } = machine('signal')
    const child = start({
      RUN: 'sleep 600 >/dev/null 2>&1 & trap "kill $!; exit 130" TERM; echo trains; wait',
    })
    for await (const chunk of child.stdout) if (String(chunk).includes('trains')) break
    child.kill('SIGINT')
    const [code] = await once(child, 'close')
    assert.equal(code, 130)
  })
})
