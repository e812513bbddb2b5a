import { PlainError } from '@mooddj/dj/plain-error'
import type { EmotionEntry, Manifest } from '@mooddj/inference/manifest'
import type { Contestant } from './contestant.ts'
import type { Detectors } from './evaluate.ts'
import { openMoodNet } from './moodnet.ts'
import { openFaceApi } from './peers/face-api.ts'
import { openHuman } from './peers/human.ts'
import { type Peer, enterPeer } from './peers/peer.ts'
import { type Tensorflow, openTensorflow } from './peers/tensorflow.ts'

/** Which public networks take part. */
export const PEER_CHOICES = ['all', 'none', 'face-api', 'human'] as const
export type PeerChoice = (typeof PEER_CHOICES)[number]

/** At least one of the manifest's emotion networks. */
export type Entries = [EmotionEntry, ...EmotionEntry[]]

/** The emotion networks of a manifest by these names, all of them without any. Throws {@link PlainError} for a name it does not have. */
export function chooseEntries({ models }: Manifest, names: readonly string[]): Entries {
  const entries = models.filter((entry) => entry.task === 'emotion')
  const known = entries.map(({ name }) => name).join(', ')
  for (const name of names) {
    if (!entries.some((entry) => entry.name === name))
      throw new PlainError(`models/manifest.json has no emotion network ${name}; it has ${known || 'none'}.`)
  }
  const [first, ...rest] = names.length === 0 ? entries : entries.filter(({ name }) => names.includes(name))
  if (first === undefined)
    throw new PlainError('models/manifest.json names no emotion network: train and export one first.')
  return [first, ...rest]
}

/** Opens our networks. */
export async function openMoodNets(
  root: string,
  entries: readonly EmotionEntry[],
  detectors: Detectors | undefined,
): Promise<Contestant[]> {
  const opened: Contestant[] = []
  for (const entry of entries) opened.push(await openMoodNet(root, entry, detectors))
  return opened
}

/** A public network that cannot be run here, and why. */
export interface Absence {
  name: string
  reason: string
}

const PEERS: ReadonlyMap<string, (tensorflow: Tensorflow) => Promise<Peer>> = new Map([
  ['face-api', openFaceApi],
  ['human', openHuman],
])

/**
 * Opens the public networks; they are development dependencies, and where they are not installed ours are measured without them.
 * @param entry one of ours: the faces are cut for the peers as for it
 */
export async function openPeers(
  choice: PeerChoice,
  entry: Pick<EmotionEntry, 'input'>,
): Promise<{ peers: Contestant[]; absent: Absence[] }> {
  const peers: Contestant[] = []
  const absent: Absence[] = []
  let tensorflow: Promise<Tensorflow> | undefined
  for (const [name, open] of PEERS) {
    if (choice !== 'all' && choice !== name) continue
    try {
      tensorflow ??= openTensorflow()
      peers.push(enterPeer(await open(await tensorflow), entry.input.align))
    } catch (error) {
      absent.push({ name, reason: reasonOf(error) })
    }
  }
  return { peers, absent }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isMissing =
    'code' in error && ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(String(error.code))
  return isMissing ? 'it is a development dependency and not installed here' : error.message
}
