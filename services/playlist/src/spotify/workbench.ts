import { CALLS_PER_PLAYLIST, createCallBudget } from '@mooddj/spotify/call-budget'
import type { SpotifyJob, SpotifyPlaylistStore } from '../store/spotify-playlists.ts'
import { type LineParts, openLine, type SpotifyLine } from './spotify-line.ts'
import type { LinkedAccess } from './spotify-tokens.ts'

/** Kept back for taking away what could not be finished. */
const REMOVAL_CALLS = 2
/** Looking through two pages and removing: what is half made is taken away even where fifteen calls are spent. */
const REMOVAL_CALLS_LEAST = 3
/** A listener may be waiting, and the gateway with them: 25 s in all, of which gathering took its part. */
const MOST_MS = { make: 6_000, cover: 8_000, remove: 3_000 }

/** A line for one playlist, and its row. */
export interface Workbench {
  line: SpotifyLine
  store: Pick<SpotifyPlaylistStore, 'note'>
}

/** What workbenches stand on. */
export interface WorkbenchParts {
  line: LineParts
  store: Pick<SpotifyPlaylistStore, 'note' | 'count'>
}

/**
 * Works on one playlist in Spotify. Its calls are counted with those that it has cost before, fifteen in all, and the sum is kept however the work ends.
 * @throws {CircuitOpen} before anything is sent
 */
export async function atWorkbench<T>(
  { line: parts, store }: WorkbenchParts,
  { job, access, purpose }: { job: SpotifyJob; access: LinkedAccess; purpose: keyof typeof MOST_MS },
  work: (bench: Workbench) => Promise<T>,
): Promise<T> {
  const left = CALLS_PER_PLAYLIST - job.calls
  const allowed = { make: left - REMOVAL_CALLS, cover: left, remove: Math.max(left, REMOVAL_CALLS_LEAST) }
  const budget = createCallBudget(Math.max(0, allowed[purpose]))
  const line = await openLine(parts, { access, budget, signal: AbortSignal.timeout(MOST_MS[purpose]) })
  try {
    return await work({ line, store })
  } finally {
    await store.count(job.playlistId, job.calls + budget.spent())
  }
}
