import { join } from 'node:path'
import { requireNoHalfRestore } from '../backup/restore-mark.ts'
import { claimHouse, ownIdentity } from '../claim.ts'
import { startDetached } from '../detached.ts'
import { openHouse } from '../house.ts'
import { readLedger, removeLedger, writeLedger } from '../ledger.ts'
import type { Ledger } from '../ledger.ts'
import { openLogFiles } from '../log-files.ts'
import { parseOptions } from '../options.ts'
import { dataFolder } from '../places.ts'
import { PlainError } from '../plain-error.ts'
import { isAlive } from '../process-identity.ts'
import { type Progress, createProgress } from '../progress.ts'
import { createSupervisor } from '../supervisor.ts'
import { waitUntil } from '../wait.ts'

const logCheckMs = 5000

/** `dj up`: prepares and starts everything, says `ready` with the page's URL, and keeps it running until it is ended. */
export async function run(args: readonly string[]): Promise<number> {
  // A bare --lan takes the first address; parseArgs knows only options that always or never have a value.
  const spelled = args.map((arg) => (arg === '--lan' ? '--lan=' : arg))
  const { values } = parseOptions({
    args: spelled,
    options: {
      detach: { type: 'boolean', default: false },
      lan: { type: 'string' },
      'fake-spotify': { type: 'boolean', default: false },
      // The only way there is until a container engine can take over.
      native: { type: 'boolean', default: false },
    },
  })
  const hasFakeSpotify = values['fake-spotify']
  if (hasFakeSpotify && values.lan !== undefined)
    throw new PlainError('The made-up Spotify is for this machine only: leave out --lan or --fake-spotify.')
  const data = dataFolder()
  requireNoHalfRestore(data)
  if (values.detach) return startDetached(data, spelled)
  const progress = createProgress()
  const other = await claimHouse(data, progress.say)
  return other === undefined
    ? keepHouse(data, { lan: values.lan, hasFakeSpotify }, progress)
    : joinOther(data, other, progress)
}

async function keepHouse(
  data: string,
  wishes: { lan: string | undefined; hasFakeSpotify: boolean },
  progress: Progress,
): Promise<number> {
  const told = untilTold()
  const logs = openLogFiles(join(data, 'logs'))
  const supervisor = createSupervisor({
    logs,
    say: progress.say,
    record: (programs) => writeLedger(data, { ...readOwn(data), programs }),
  })
  const bounding = setInterval(logs.bound, logCheckMs)
  try {
    const opening = openHouse({ data, ...wishes, supervisor, logs, progress, signal: told.signal })
    const url = await Promise.race([opening, told.asked])
    if (url === undefined) return 130
    writeLedger(data, { ...readOwn(data), url })
    progress.say(`ready ${url}`)
    told.goOnAlone()
    await told.asked
    progress.say('Ending everything')
    return 0
  } finally {
    clearInterval(bounding)
    await supervisor.end()
    removeLedger(data)
    // What an abandoned start was still waiting for must not keep the process.
    setImmediate(() => process.exit())
  }
}

function readOwn(data: string): Ledger {
  return readLedger(data) ?? { supervisor: ownIdentity(), programs: [] }
}

/**
 * Resolves when a person, another dj or a terminal that closes asks for the end, or when the dj that waits for a
 * detached start goes away before it was told to go on alone.
 */
function untilTold(): { asked: Promise<undefined>; signal: AbortSignal; goOnAlone: () => void } {
  const control = new AbortController()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const end = () => {
    control.abort(new PlainError('The start was given up.'))
    resolve(undefined)
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, end)
  process.once('disconnect', end)
  const goOnAlone = () => {
    process.off('disconnect', end)
    if (process.connected) process.send?.({ isReady: true })
  }
  return { asked: promise, signal: control.signal, goOnAlone }
}

/** Another dj already runs the house: waits until it is ready and gives its URL. */
async function joinOther(data: string, other: Ledger, { say }: Progress): Promise<number> {
  say(`Mood DJ already runs (process ${other.supervisor.pid}); ./dj down ends it.`)
  const url = () => readLedger(data)?.url
  const isOver = () => url() !== undefined || !isAlive(other.supervisor)
  await waitUntil(isOver, 600_000, 200)
  const found = url()
  if (found === undefined)
    throw new PlainError('The dj that was starting Mood DJ ended before it was ready: try ./dj up again.')
  say(`ready ${found}`)
  return 0
}
