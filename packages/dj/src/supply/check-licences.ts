import { execFileSync } from 'node:child_process'
import Value from 'typebox/value'
import { LicenceList, findForbidden } from './licences.ts'

/**
 * The check `licences` of `dj test`: holds the licence of every package that comes with the workspace's own ones, those of the tests included,
 * against the allowed ones. Asks pnpm about what is installed in the working folder; no network.
 */
const text = execFileSync('pnpm', ['-r', 'licenses', 'list', '--prod', '--json'], {
  encoding: 'utf8',
  maxBuffer: 1 << 26,
})
const list = Value.Parse(LicenceList, JSON.parse(text))
const count = Object.values(list).flat().length
const forbidden = findForbidden(list)
if (count === 0) {
  console.error('dj: no package was found whose licence could be read: run pnpm install first.')
  process.exitCode = 1
} else if (forbidden.length > 0) {
  for (const line of forbidden) console.error(`dj: ${line}`)
  console.error('dj: take something else, or name it with a reason in packages/dj/src/supply/licences.ts.')
  process.exitCode = 1
} else console.log(`${count} packages under ${Object.keys(list).length} licences, all allowed`)
