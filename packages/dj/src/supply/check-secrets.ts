import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { findSecrets } from './secrets.ts'

/**
 * The check `secrets` of `dj test`: looks through every file that is, or would be, committed in the working folder for what looks like a
 * secret. No network; nothing is sent anywhere. Without git there is nothing that says what is committed: then it says so.
 */
const { status, stdout } = spawnSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  },
)
if (status !== 0) console.log('Skipped: this is no git checkout, so nothing says which files are committed.')
else {
  const files = stdout
    .split('\0')
    .filter((file) => file !== '' && existsSync(file) && statSync(file).isFile())
  const found = []
  for (const file of files) found.push(...(await findSecrets(file, readFileSync(file))))
  if (found.length === 0) console.log(`${files.length} files, no secret in them`)
  else {
    for (const line of found) console.error(`dj: ${line}`)
    console.error(
      'dj: take it out, and renew it where it is used; a test that needs one makes it, or puts it together from pieces.',
    )
    process.exitCode = 1
  }
}
