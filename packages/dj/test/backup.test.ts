import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import Type from 'typebox'
import Value from 'typebox/value'
import { readArchive, writeArchive } from '@mooddj/dj/backup/archive'
import { claimHouse } from '@mooddj/dj/claim'
import { removeLedger } from '@mooddj/dj/ledger'
import { PlainError } from '@mooddj/dj/plain-error'
import { type KeptData, createKeptData, mountSmallDisk } from './kept-data.ts'

describe('a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-backups-'))
  const file = join(folder, 'house.tar')
  const full = { people: ['Ada'], events: 1 }
  const later = { people: ['Ada', 'Bob'], events: 2 }
  let house: KeptData
  let other: KeptData
  before(async () => {
    house = createKeptData()
    other = createKeptData()
    await house.migrate()
    await house.add('Ada')
  })
  after(async () => {
    await house.remove()
    await other.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The backup with one part changed, its sums made anew: what only a newer or broken dj would write. */
  const forge = async (name: string, part: string, change: (content: Buffer) => Buffer | string) => {
    const parts = mkdtempSync(join(folder, 'parts-'))
    const names = await readArchive(file, parts)
    writeFileSync(join(parts, part), change(readFileSync(join(parts, part))))
    await writeArchive(join(folder, name), parts, names)
    return join(folder, name)
  }
  const refuses = (path: string, reason: RegExp, ...args: string[]) =>
    assert.rejects(other.restore(path, '--replace', ...args), (error) => {
      assert.ok(error instanceof PlainError, String(error))
      assert.match(error.message, reason)
      return true
    })

  test('of a house that is down is one file for its owner only, and leaves the house down', async () => {
    const { code, said } = await house.dj('backup', file)
    assert.equal(code, 0, said)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(folder), ['house.tar'])
    assert.deepEqual(await house.content(), full)
    const again = await house.dj('backup', file)
    assert.match(again.said, /is there already/)
  })

  test('makes a house where there was none, which goes on by itself', async () => {
    await other.restore(file)
    assert.deepEqual(await other.content(), full)
    await other.add('Bob')
    assert.deepEqual(await other.content(), later)
  })

  test('that is cut off, or differs by one bit, is refused before anything is touched', async () => {
    const whole = readFileSync(file)
    const ugly = join(folder, 'ugly.tar')
    const parts = join(folder, 'unpacked')
    const lengths = [0, 100, 512, 3000, Math.floor(whole.length / 2), whole.length - 2048]
    for (const length of lengths) {
      writeFileSync(ugly, whole.subarray(0, length))
      await assert.rejects(readArchive(ugly, parts), /damaged or no backup/, `cut off at ${length}`)
    }
    const contents = new Set<number>()
    for (let at = 600; at < whole.length; at += Math.floor(whole.length / 40)) contents.add(at)
    for (const at of contents) {
      const bent = Buffer.from(whole)
      bent[at] = (bent[at] ?? 0) ^ 1
      writeFileSync(ugly, bent)
      const unpacked = join(folder, 'bent')
      // What lies between two parts is nobody's content, and may differ.
      const isPadding = whole[at] === 0 && bent[at] === 1
      const reading = readArchive(ugly, unpacked)
      if (isPadding) await reading.catch(() => undefined)
      else await assert.rejects(reading, /damaged|no backup/, `bent at ${at}`)
      rmSync(unpacked, { recursive: true, force: true })
    }
    await refuses(ugly, /damaged|no backup/)
    writeFileSync(ugly, 'not a backup at all')
    await refuses(ugly, /damaged or no backup/)
    await refuses(join(folder, 'nowhere.tar'), /There is no file/)
  })

  test('of a newer form, a newer schema or a newer PostgreSQL is refused in plain words', async () => {
    const Json = Type.Record(Type.String(), Type.Unknown())
    const changing = (more: Record<string, unknown>) => (content: Buffer) =>
      JSON.stringify({ ...Value.Parse(Json, JSON.parse(content.toString())), ...more })
    const form = await forge('form.tar', 'manifest.json', changing({ format: 2 }))
    await refuses(form, /of a newer form \(2\)/)
    const migrations = { auth: ['0'.repeat(64)], playlist: [], snapshot: [] }
    const schema = await forge('schema.tar', 'manifest.json', changing({ migrations }))
    await refuses(schema, /schema of auth is newer than this Mood DJ/)
    const postgres = { server: '99.1', tools: 15 }
    const server = await forge('server.tar', 'manifest.json', changing({ postgres }))
    await refuses(server, /is of PostgreSQL 99\.1/)
  })

  test('is refused while the house runs, and where there is data already', async () => {
    assert.equal(await claimHouse(other.folder, () => undefined), undefined)
    await refuses(file, /end it with \.\/dj down/)
    removeLedger(other.folder)
    const { code, said } = await other.dj('restore', file)
    assert.equal(code, 1)
    assert.match(said, /There is data already \(auth\.accounts\).*--replace/)
    assert.doesNotMatch(said, /^\s+at /m, 'no stack')
  })

  test('that fails half-way leaves everything as it was', async () => {
    await refuses(await forge('dump.tar', 'database.dump', () => 'no dump'), /pg_restore failed/)
    const half = (content: Buffer) => content.subarray(0, content.length / 2)
    await refuses(await forge('stream.tar', 'stream.s2', half), /NATS refuses/)
    assert.deepEqual(await other.content(), later)
  })

  test('that is killed half-way is no file, and the next one goes well, of a house that is up, too', async () => {
    const late = join(folder, 'late.tar')
    await house.djKilledAt('The stream is copied', 'backup', late)
    assert.equal(existsSync(late), false)
    const { code, said } = await house.whileUp(() => house.dj('backup', late, '--with-secrets'))
    assert.equal(code, 0, said)
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('.')),
      [],
    )
  })

  test('that is killed while it is put back is put back by the next try, with the keys where that is wished', async () => {
    const late = join(folder, 'late.tar')
    await other.djKilledAt('The stream is put back', 'restore', late, '--replace')
    assert.match((await other.dj('up')).said, /restore was cut short.*dj restore FILE --replace/)
    await refuses(
      file,
      /client programs .* are wanted and not here/,
      '--postgres-bin',
      join(folder, 'no-tools'),
    )
    assert.ok(existsSync(join(other.folder, 'run/restoring')), 'a refused try changes nothing')
    const { code, said } = await other.dj('restore', late, '--replace', '--with-secrets')
    assert.equal(code, 0, said)
    assert.deepEqual(await other.content(), full)
    const key = (data: string) => readFileSync(join(data, 'secrets/auth/spotify-token-keys'), 'utf8')
    assert.equal(key(other.folder), key(house.folder))
    assert.notEqual(
      readFileSync(join(other.folder, 'secrets/auth/spotify-token-keys.before'), 'utf8'),
      key(house.folder),
    )
  })

  test('says so where the disk is too small, and leaves nothing there', async (context) => {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    const unmount = await mountSmallDisk(disk, '256k')
    if (unmount === undefined) return context.skip('only root may mount a small disk')
    try {
      const { code, said } = await house.dj('backup', join(disk, 'house.tar'))
      assert.equal(code, 1)
      assert.match(said, /There is no room in/)
      assert.deepEqual(readdirSync(disk), [])
    } finally {
      await unmount()
    }
  })
})
