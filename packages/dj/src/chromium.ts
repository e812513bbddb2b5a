import { execFileSync } from 'node:child_process'
import { PlainError } from './plain-error.ts'
import { findProgram } from './servers/server-programs.ts'

/** Chromium's path, if the machine has one. */
export function findChromium(): string | undefined {
  return findProgram('chromium') ?? findProgram('chromium-browser') ?? findProgram('google-chrome')
}

/** Makes sure that there is a Chromium, by Debian's package if need be. Throws a PlainError when that cannot be. */
export function ensureChromium(): string {
  const there = findChromium()
  if (there !== undefined) return there
  console.log("Installing Debian's Chromium")
  const sudo = process.getuid?.() === 0 ? [] : ['sudo']
  const remedy = 'install chromium yourself, then try again'
  if (findProgram('apt-get') === undefined)
    throw new PlainError(`There is no Chromium and no apt: ${remedy}.`)
  if (sudo.length > 0 && findProgram('sudo') === undefined)
    throw new PlainError(`There is no Chromium and no sudo to install it with: ${remedy}.`)
  try {
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
      const [command = '', ...rest] = [
        ...sudo,
        'env',
        'DEBIAN_FRONTEND=noninteractive',
        'apt-get',
        '-q',
        ...args,
      ]
      execFileSync(command, rest, { stdio: ['inherit', 'ignore', 'inherit'] })
    }
  } catch (cause) {
    throw new PlainError(`Chromium could not be installed: check the network and the disk, or ${remedy}.`, {
      cause,
    })
  }
  const installed = findChromium()
  if (installed === undefined) throw new PlainError(`Debian's package brought no Chromium: ${remedy}.`)
  return installed
}
