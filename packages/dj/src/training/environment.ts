import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../lock.ts'
import { dataFolder, root } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import { type Python, findPython, preparedPython } from './find-python.ts'
import { installInto } from './install.ts'

/** Where the training's Python code and its list of pinned libraries lie. */
export const trainingFolder = join(root, 'models', 'training')

const requirements = join(trainingFolder, 'requirements.txt')

/**
 * The interpreter that training runs in: the one that MOODDJ_PYTHON names, else one in an environment of its own in the
 * data folder, which is made at the first call and again when the pinned libraries or the Python change.
 * Throws a PlainError without a fitting Python, network or room.
 */
export async function ensureTrainingPython(): Promise<string> {
  const prepared = preparedPython()
  if (prepared !== undefined) return prepared
  const python = findPython()
  if (python === undefined)
    throw new PlainError(
      'Training needs a Python from 3.11 to 3.14, and there is none on the PATH: install one (apt-get install python3 python3-venv), or name one that has models/training/requirements.txt in MOODDJ_PYTHON.',
    )
  const folder = folderFor(python)
  if (isWhole(folder)) return interpreterIn(folder)
  await withLock(`${folder}.lock`, async () => {
    if (isWhole(folder)) return
    // Without its stamp it is what an interrupted installation left.
    rmSync(folder, { recursive: true, force: true })
    await installInto(folder, python, requirements)
    writeFileSync(stampIn(folder), `${python.version}\n`)
  })
  return interpreterIn(folder)
}

/** The same interpreter where it is ready already, else undefined; nothing is installed. */
export function findTrainingPython(): string | undefined {
  const prepared = preparedPython()
  if (prepared !== undefined) return prepared
  const python = findPython()
  if (python === undefined) return undefined
  const folder = folderFor(python)
  return isWhole(folder) ? interpreterIn(folder) : undefined
}

function folderFor({ version }: Python): string {
  const key = createHash('sha256').update(readFileSync(requirements)).update(version).digest('hex')
  return join(dataFolder(), 'training', key.slice(0, 12))
}

/** Whether it was installed to its end, and its Python has not been taken away since. */
function isWhole(folder: string): boolean {
  return existsSync(stampIn(folder)) && spawnSync(interpreterIn(folder), ['-c', '']).status === 0
}

function interpreterIn(folder: string): string {
  return join(folder, 'bin', 'python')
}

function stampIn(folder: string): string {
  return join(folder, 'installed')
}
