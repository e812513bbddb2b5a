import { SpotifyProblem } from '@mooddj/spotify/spotify-problem'
import type { SpotifyTrack } from '@mooddj/spotify/track'
import type { ListenerCalls } from '@mooddj/spotify/listener-calls'
import type { PlaceableTrack } from './features.ts'
import type { Search } from './searches.ts'
import type { SpotifyLine } from './spotify-line.ts'

/** One list that Spotify can be asked for. */
interface Listing {
  /** What is asked for, as the cache knows it. */
  name: string
  genre: string | undefined
  ask: (calls: ListenerCalls) => Promise<SpotifyTrack[]>
}

const LISTED = 50
const SEARCHED = 10
const CALLS_AT_ONCE = 3
const TASTE: readonly Listing[] = [
  { name: 'top', genre: undefined, ask: (calls) => calls.topTracks({ range: 'medium_term', limit: LISTED }) },
  { name: 'saved', genre: undefined, ask: (calls) => calls.savedTracks({ limit: LISTED }) },
  { name: 'recent', genre: undefined, ask: (calls) => calls.recentlyPlayed({ limit: LISTED }) },
]
/** What the next call would meet, too. */
const HOPELESS = new Set(['rate-limited', 'quota-exceeded', 'grant-invalid', 'unauthorised'])

/**
 * The tracks that a playlist may be made of: what the listener likes, saved and heard, and what the searches find, each recording once. At most
 * nine calls, three at once. A list that fails is left out, unless the next one would fail for the same reason, or nothing is left.
 * @throws the first problem
 */
export async function gatherTracks(
  line: SpotifyLine,
  { searches, kept }: { searches: readonly Search[]; kept: ReadonlyMap<string, readonly PlaceableTrack[]> },
): Promise<{ tracks: PlaceableTrack[]; fresh: Map<string, PlaceableTrack[]>; problem: unknown }> {
  const listings: Listing[] = [
    ...TASTE,
    ...searches.map(({ query, genre }) => ({
      name: `search ${query}`,
      genre,
      ask: (calls: ListenerCalls) => calls.searchTracks({ query, limit: SEARCHED }),
    })),
  ]
  const fresh = new Map<string, PlaceableTrack[]>()
  const open = listings.filter(({ name }) => !kept.has(name)).values()
  const problems: unknown[] = []
  let isHopeless = false
  const run = async () => {
    for (const { name, genre, ask } of open) {
      if (isHopeless) return
      try {
        const found = await line.ask(ask)
        fresh.set(
          name,
          found.map((track) => ({ ...track, genre })),
        )
      } catch (error) {
        problems.push(error)
        if (error instanceof SpotifyProblem && error.kind === 'budget-spent') return
        isHopeless ||= !(error instanceof SpotifyProblem) || HOPELESS.has(error.kind)
      }
    }
  }
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, run))
  // In the order of asking, whichever answer came first: the same answers give the same candidates.
  const lists = listings.flatMap(({ name }) => [fresh.get(name) ?? kept.get(name) ?? []])
  const tracks = eachOnce(lists.flat())
  const [problem] = problems
  if (problem !== undefined && (isHopeless || tracks.length === 0)) throw problem
  return { tracks, fresh, problem }
}

/** Each recording once, by ISRC and by id; the genre that one of its listings knew stays. */
function eachOnce(tracks: readonly PlaceableTrack[]): PlaceableTrack[] {
  const byName = new Map<string, PlaceableTrack>()
  const kept: PlaceableTrack[] = []
  for (const track of tracks) {
    const names = [track.id, ...(track.isrc === undefined ? [] : [`isrc ${track.isrc.toUpperCase()}`])]
    const twin = names.map((name) => byName.get(name)).find((found) => found !== undefined)
    if (twin !== undefined) {
      twin.genre ??= track.genre
      continue
    }
    const own = { ...track }
    kept.push(own)
    for (const name of names) byName.set(name, own)
  }
  return kept
}
