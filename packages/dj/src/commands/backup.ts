import { join, resolve } from 'node:path'
import { makeBackup } from '../backup/make-backup.ts'
import { hasHouse, reachByFiles, reachHouse } from '../backup/reach.ts'
import { requireNoHalfRestore } from '../backup/restore-mark.ts'
import { parseOptions } from '../options.ts'
import { dataFolder } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import { createProgress } from '../progress.ts'
import { untilEnded } from '../until-ended.ts'

/** `dj backup`: copies a house, running or not, into one file. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      'database-url-file': { type: 'string' },
      'nats-url-file': { type: 'string' },
      'postgres-bin': { type: 'string' },
      'only-deletions': { type: 'boolean', default: false },
      'with-secrets': { type: 'boolean', default: false },
    },
  })
  if (positionals.length > 1) throw new PlainError('dj backup takes one file: see ./dj help.')
  const { 'with-secrets': withSecrets, 'only-deletions': onlyDeletions } = values
  const data = dataFolder()
  const time = new Date().toISOString().replace(/\..*$/, 'Z').replaceAll(':', '-')
  const file = resolve(positionals[0] ?? join(data, 'backups', `mooddj-${time}.tar`))
  const named = reachByFiles(values)
  if (named === undefined && !hasHouse(data))
    throw new PlainError(`There is no house in ${data} yet, so there is nothing to copy: ./dj up makes one.`)
  if (named === undefined) requireNoHalfRestore(data)
  if (named !== undefined && withSecrets)
    throw new PlainError('--with-secrets knows only the house of ./dj up: copy the deployment’s own secrets.')
  const progress = createProgress()
  return untilEnded(async (signal) => {
    const reach = named ?? (await reachHouse(data, { mayRun: true, progress }))
    try {
      const postgresBin = values['postgres-bin']
      await makeBackup(reach, { file, data, onlyDeletions, withSecrets, postgresBin, progress, signal })
    } finally {
      await reach.close()
    }
    if (!onlyDeletions) progress.say(describeWhatIsIn(withSecrets))
    return 0
  })
}

function describeWhatIsIn(withSecrets: boolean): string {
  const keys = withSecrets
    ? 'the keys are in it: whoever reads it can act as this house'
    : 'not in it are the keys (the signing key, and those that open Spotify’s tokens): keep them beside it'
  return `It holds people's data and is not encrypted; ${keys}. See docs/operations.md.`
}
