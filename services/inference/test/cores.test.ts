import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { coresGiven } from '../src/cores.ts'

let mount: string
before(async () => {
  mount = await mkdtemp(join(tmpdir(), 'mooddj-cores-'))
})
after(() => rm(mount, { recursive: true }))

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(mount, file)), { recursive: true })
  await writeFile(join(mount, file), text)
}

test('without control groups every processor that may be used counts', () => {
  assert.equal(coresGiven({ processors: 6, mount: '/nonexistent', groups: '' }), 6)
  assert.equal(coresGiven({ processors: 6, mount: '/nonexistent', groups: '0::/somewhere\n' }), 6)
  assert.ok(coresGiven() >= 1 && coresGiven() <= availableParallelism())
})

test('a quota of version 2 counts, also one of a group further out, and never more than there is', async () => {
  await write('cpu.max', 'max 100000\n')
  await write('house/cpu.max', '350000 100000\n')
  await write('house/room/cpu.max', 'max 100000\n')
  await write('house/desk/cpu.max', '50000 100000\n')
  assert.equal(coresGiven({ processors: 8, mount, groups: '0::/house/room\n' }), 3)
  assert.equal(coresGiven({ processors: 2, mount, groups: '0::/house/room\n' }), 2)
  assert.equal(coresGiven({ processors: 8, mount, groups: '0::/house/desk\n' }), 1)
  assert.equal(coresGiven({ processors: 8, mount, groups: '0::/\n' }), 8)
})

test('a container that sees its own group as the mount is told its quota there', async () => {
  await write('cpu.max', '200000 100000\n')
  assert.equal(coresGiven({ processors: 8, mount, groups: '0::/of/the/host\n' }), 2)
})

test('a quota of version 1 counts, and no quota is none', async () => {
  await write('cpu.max', 'max 100000\n')
  await write('cpu/box/cpu.cfs_quota_us', '250000\n')
  await write('cpu/box/cpu.cfs_period_us', '100000\n')
  await write('cpu/free/cpu.cfs_quota_us', '-1\n')
  await write('cpu/free/cpu.cfs_period_us', '100000\n')
  const groups = (name: string) => `5:memory:/${name}\n4:cpu,cpuacct:/${name}\n`
  assert.equal(coresGiven({ processors: 8, mount, groups: groups('box') }), 2)
  assert.equal(coresGiven({ processors: 8, mount, groups: groups('free') }), 8)
})
