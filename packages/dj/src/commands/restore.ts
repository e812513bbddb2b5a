import { join, resolve } from 'node:path'
import { openBackup, requireRestorable } from '../backup/open-backup.ts'
import { reachByFiles, reachHouse } from '../backup/reach.ts'
import { deletionsOf, restoreBackup } from '../backup/restore-backup.ts'
import { withRestoreMark } from '../backup/restore-mark.ts'
import { putSecrets } from '../backup/secrets.ts'
import { parseOptions } from '../options.ts'
import { dataFolder } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import { createProgress } from '../progress.ts'
import { untilEnded } from '../until-ended.ts'

/** `dj restore`: puts a house back from the file that `dj backup` made. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      'database-url-file': { type: 'string' },
      'nats-url-file': { type: 'string' },
      'postgres-bin': { type: 'string' },
      deletions: { type: 'string', multiple: true, default: [] },
      replace: { type: 'boolean', default: false },
      'with-secrets': { type: 'boolean', default: false },
    },
  })
  const [name, ...others] = positionals
  if (name === undefined || others.length > 0)
    throw new PlainError('dj restore wants the one file that dj backup made: see ./dj help.')
  const data = dataFolder()
  const named = reachByFiles(values)
  const withSecrets = values['with-secrets']
  if (named !== undefined && withSecrets)
    throw new PlainError(
      '--with-secrets knows only the house of ./dj up: put the deployment’s own secrets back.',
    )
  const progress = createProgress()
  return untilEnded(async (signal) => {
    const backup = await openBackup(resolve(name), join(data, 'run', 'restore.parts'))
    try {
      requireRestorable(backup.manifest)
      if (withSecrets && !backup.manifest.hasSecrets)
        throw new PlainError(
          'There are no keys in this backup: leave out --with-secrets. Nothing was touched.',
        )
      const deletions = await readOtherDeletions(values.deletions, data)
      const reach = named ?? (await reachHouse(data, { mayRun: false, progress }))
      try {
        const postgresBin = values['postgres-bin']
        const { replace } = values
        const wishes = { data, replace, deletions, postgresBin, progress, signal }
        const restore = () => restoreBackup(reach, backup, wishes)
        await (named === undefined ? withRestoreMark(data, restore) : restore())
        if (withSecrets) putSecrets(data, backup.folder)
      } finally {
        await reach.close()
      }
      progress.say(
        `Everything is as it was on ${backup.manifest.createdAt}; the next start brings it up to date.`,
      )
    } finally {
      backup.remove()
    }
    return 0
  })
}

async function readOtherDeletions(files: readonly string[], data: string) {
  const all = []
  for (const file of files) {
    const other = await openBackup(resolve(file), join(data, 'run', 'deletions.parts'))
    try {
      all.push(...(await deletionsOf(other)))
    } finally {
      other.remove()
    }
  }
  return all
}
