import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { PlainError } from '../plain-error.ts'

/** A Python that can be run. */
export interface Python {
  /** Its path, or its name on the PATH. */
  readonly command: string
  /** With its kind, for example `CPython 3.11.7 x86_64`. */
  readonly version: string
}

/** The libraries that training pins have wheels for these. */
const OLDEST = 11
const NEWEST = 14
const NAMES = ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.14']
const QUESTION =
  'import platform, sys; print(sys.version_info[0], sys.version_info[1], platform.python_implementation(), platform.python_version(), platform.machine())'

/** The first Python on the PATH that training can use, or undefined. */
export function findPython(): Python | undefined {
  for (const command of NAMES) {
    const version = versionOf(command)
    if (version !== undefined) return { command, version }
  }
  return undefined
}

/** The interpreter that MOODDJ_PYTHON names, with everything that training needs in it; undefined where that is not set. */
export function preparedPython(): string | undefined {
  const named = process.env['MOODDJ_PYTHON']
  if (named === undefined || named === '') return undefined
  const command = named.includes('/') ? resolve(named) : named
  const modules = 'import cv2, numpy, onnx, onnxruntime, torch'
  const { status, error } = spawnSync(command, ['-c', modules], { stdio: 'ignore' })
  if (error !== undefined)
    throw new PlainError(`MOODDJ_PYTHON names ${named}, which cannot be run: name a Python, or unset it.`)
  if (status !== 0)
    throw new PlainError(
      `MOODDJ_PYTHON names ${named}, which lacks what training needs: install models/training/requirements.txt there, or unset it.`,
    )
  return command
}

function versionOf(command: string): string | undefined {
  const { status, stdout } = spawnSync(command, ['-c', QUESTION], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (status !== 0) return undefined
  const [major, minor, ...version] = stdout.trim().split(' ')
  const isUsable = major === '3' && Number(minor) >= OLDEST && Number(minor) <= NEWEST
  return isUsable ? version.join(' ') : undefined
}
