import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PlainError } from '../plain-error.ts'
import { createProgress } from '../progress.ts'
import type { Python } from './find-python.ts'
import { runChild } from './run-child.ts'

/** PyPI's PyTorch for Linux brings gigabytes for graphics cards; its own index has the build for processors. */
const processorIndex = 'https://download.pytorch.org/whl/cpu'
/** What a person wants to see of pip's output. */
const telling = /^\s*(Downloading|Processing|Installing collected|Building)\b/

/** Makes a virtual environment in `folder` with the pinned libraries. Throws a PlainError without network, room or a pip. */
export async function installInto(folder: string, python: Python, requirements: string): Promise<void> {
  const { say, step } = createProgress()
  say(`Preparing ${python.version} for training, once: about 300 MB to download, 1 GB on disk.`)
  const pip = makeEnvironment(folder, python)
  const torch = /^torch==\S+$/m.exec(readFileSync(requirements, 'utf8'))?.[0]
  if (torch === undefined) throw new Error(`${requirements} pins no torch`)
  // An index that cannot be reached only costs its timeout: then pip takes the PyTorch that the usual index has.
  const processorBuild = ['--no-deps', '--timeout', '15', '--extra-index-url', processorIndex, torch]
  await step('PyTorch', () => install(pip, processorBuild))
  await step('The other libraries', () => install(pip, ['-r', requirements]))
}

/** A virtual environment, and the command that installs into it; Debian's Python without python3-venv lacks the pip inside. */
function makeEnvironment(folder: string, { command, version }: Python): readonly string[] {
  const inside = join(folder, 'bin', 'python')
  const venv = (options: readonly string[]) =>
    spawnSync(command, ['-m', 'venv', '--clear', ...options, folder], { stdio: 'ignore' }).status === 0
  if (venv([])) return [inside, '-m', 'pip']
  const hasPip = spawnSync(command, ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0
  if (hasPip && venv(['--without-pip'])) return [command, '-m', 'pip', '--python', inside]
  throw new PlainError(
    `${version} cannot make a virtual environment in ${folder}: install its venv module (apt-get install python3-venv) and see that there is room, or name a prepared Python in MOODDJ_PYTHON.`,
  )
}

/** Runs `pip install` and prints what it downloads and installs. */
async function install([command = '', ...pip]: readonly string[], wanted: readonly string[]): Promise<void> {
  const options = ['install', '--no-input', '--no-compile', '--disable-pip-version-check', '--retries', '1']
  let errors = ''
  const code = await runChild(
    command,
    [...pip, ...options, ...wanted],
    { stdio: ['ignore', 'pipe', 'pipe'] },
    ({ stdout, stderr }) => {
      if (stdout)
        createInterface(stdout).on('line', (line) => telling.test(line) && console.log(`  ${line.trim()}`))
      stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text))
    },
  )
  if (code > 128)
    throw new PlainError('Stopped while installing: the next start begins the installation again.')
  if (code !== 0) throw new PlainError(explain(errors))
}

function explain(errors: string): string {
  if (/No space left/i.test(errors))
    return 'The disk is full: the training’s libraries need 2 GB while they are installed; make room and try again.'
  if (/Name or service not known|Temporary failure|Connection|timed out|ProxyError|SSLError/i.test(errors))
    return 'The training’s libraries could not be downloaded: check the network and pip’s index and proxy settings, then try again.'
  const reason = errors.split('\n').findLast((line) => line.startsWith('ERROR: ')) ?? 'no reason given'
  return `pip could not install the training’s libraries (${reason.slice(0, 300)}): mend that, or name a prepared Python in MOODDJ_PYTHON.`
}
