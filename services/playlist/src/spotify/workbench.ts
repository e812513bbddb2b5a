import { CALLS_PER_PLAYLIST, createCallBudget } from '@mooddj/spotify/call-budget'
import type { SpotifyJob, SpotifyPlaylistStore } from '../store/spotify-playlists.ts'
import { type LineParts, openLine, type SpotifyLine } from './spotify-line.ts'
import type { LinkedAccess } from './spotify-tokens.ts'

/** Kept back for taking away what could not be finished. */
const REMOVAL_CALLS = 2
/** A listener may be waiting, and the gateway with them: 25 s in all, of which gathering took its part. */
const MOST_MS = { make: 6_000, cover: 8_000, remove: 3_000 }

/** A line for one playlist, whose calls are counted with those that it has cost before: fifteen in all. */
export interface Workbench {
  line: SpotifyLine
  /** As the store's, and keeps what the playlist has cost by now. */
  store: Pick<SpotifyPlaylistStore, 'note'>
  spent(): number
}

/** @throws {CircuitOpen} before anything is sent */
export async function openWorkbench(
  { line: parts, store }: { line: LineParts; store: Pick<SpotifyPlaylistStore, 'note'> },
  { job, access, purpose }: { job: SpotifyJob; access: LinkedAccess; purpose: keyof typeof MOST_MS },
): Promise<Workbench> {
  const left = CALLS_PER_PLAYLIST - job.calls - (purpose === 'make' ? REMOVAL_CALLS : 0)
  const budget = createCallBudget(Math.max(0, left))
  const line = await openLine(parts, { access, budget, signal: AbortSignal.timeout(MOST_MS[purpose]) })
  const spent = () => job.calls + budget.spent()
  return { line, spent, store: { note: (now, change) => store.note(now, { ...change, calls: spent() }) } }
}
