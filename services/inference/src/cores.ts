import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'

/** Where to read what this process may use. */
export interface Confinement {
  /** How many processors it may run on by its affinity. */
  processors: number
  /** Where control groups are mounted. */
  mount: string
  /** The content of `/proc/self/cgroup`. */
  groups: string
}

/**
 * How many processors this process may keep busy: those that it may run on, or fewer where a control group gives it a smaller share of time.
 * A part of a processor is none, but there is always one.
 */
export function coresGiven({ processors, mount, groups }: Confinement = ownConfinement()): number {
  const shares = groups
    .split('\n')
    .flatMap((line) => foldersOf(line, mount))
    .map((folder) => shareIn(folder))
  return Math.max(1, Math.floor(Math.min(processors, ...shares)))
}

function ownConfinement(): Confinement {
  return {
    processors: availableParallelism(),
    mount: '/sys/fs/cgroup',
    groups: textOf('/proc/self/cgroup') ?? '',
  }
}

/** The folders of a group and of all that it lies in; a line is `number:controllers:path`, without controllers in version 2. */
function foldersOf(line: string, mount: string): string[] {
  const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? []
  if (controllers === undefined || path === undefined) return []
  if (controllers !== '' && !controllers.split(',').includes('cpu')) return []
  const top = controllers === '' ? mount : join(mount, 'cpu')
  const folders = [top]
  // In a container the path may be the host's, of which only the mount itself is to be seen.
  for (let folder = path; folder !== '/'; folder = dirname(folder)) folders.push(join(top, folder))
  return folders
}

/** How many processors' time a group gives: its quota by its period, both in microseconds. */
function shareIn(folder: string): number {
  const [quota, period] = textOf(join(folder, 'cpu.max'))?.trim().split(' ') ?? [
    textOf(join(folder, 'cpu.cfs_quota_us')),
    textOf(join(folder, 'cpu.cfs_period_us')),
  ]
  const share = Number(quota) / Number(period)
  // Without a limit the quota is `max` in version 2 and −1 in version 1.
  return share > 0 && Number.isFinite(share) ? share : Number.POSITIVE_INFINITY
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Whoever has no control groups is not confined by them.
    return undefined
  }
}
