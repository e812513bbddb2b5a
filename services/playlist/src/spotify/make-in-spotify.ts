import { SpotifyProblem } from '@mooddj/spotify/spotify-problem'
import { JobMoved, type SpotifyJob, type SpotifyPlaylistStore } from '../store/spotify-playlists.ts'
import type { PlaylistRow } from '../store/playlists.ts'
import { drawCover } from './cover.ts'
import type { SpotifyLine } from './spotify-line.ts'

type Store = Pick<SpotifyPlaylistStore, 'note'>
/** What of a playlist goes to Spotify. */
export type Content = Pick<PlaylistRow, 'id' | 'title' | 'strategy' | 'emotion' | 'trajectory' | 'tracks'>

interface MadePlaylist {
  id: string
  url: string
}

const LISTED = 50
/** A playlist that was just made is among the latest; whoever makes more than these within a day is no listener. */
const PAGES_MOST = 2

/**
 * Makes a playlist in the listener's Spotify up to its tracks, from wherever it stands; each step is kept before the next one begins, so that it
 * can be gone on with after a crash.
 * @throws {SpotifyProblem}
 */
export async function makeInSpotify(
  job: SpotifyJob,
  { content, line, store }: { content: Content; line: SpotifyLine; store: Store },
): Promise<SpotifyJob> {
  let now = job
  if (now.state === 'planned') now = await create(now, { content, line, store })
  if (now.state === 'created') now = await fill(now, { content, line, store }, job.attempts > 0)
  return now
}

/** Gives it its cover; trying again changes nothing but the calls that are left. */
export async function coverInSpotify(
  job: SpotifyJob,
  { content, line, store }: { content: Content; line: SpotifyLine; store: Store },
): Promise<SpotifyJob> {
  const { spotifyId } = job
  if (spotifyId === null) return job
  const jpeg = await drawCover(content)
  await line.ask((calls) => calls.uploadCover(spotifyId, jpeg))
  return store.note(job, { state: 'covered', errand: null, dueAt: null })
}

/**
 * Takes what there is of a playlist out of the listener's library. Where Spotify forbids that, it is emptied: nothing half made is left.
 */
export async function removeFromSpotify(job: SpotifyJob, line: SpotifyLine): Promise<void> {
  const found =
    job.spotifyId === null && job.creatingAt !== null ? await findMade(job.playlistId, line) : null
  const spotifyId = job.spotifyId ?? found?.id ?? null
  if (spotifyId === null) return
  try {
    await line.ask((calls) => calls.removePlaylist(spotifyId))
  } catch (error) {
    if (!(error instanceof SpotifyProblem) || error.kind !== 'forbidden') throw error
    await line.ask((calls) => calls.replaceItems(spotifyId, []))
  }
}

async function create(
  job: SpotifyJob,
  { content, line, store }: { content: Content; line: SpotifyLine; store: Store },
): Promise<SpotifyJob> {
  const found = job.creatingAt === null ? null : await findMade(job.playlistId, line)
  if (found !== null) return store.note(job, created(found))
  const asking = await store.note(job, { creatingAt: new Date() })
  const made = await line
    .ask((calls) =>
      calls.createPlaylist({
        name: content.title,
        description: descriptionOf(content),
        // Whoever has the link may open it; it is on nobody's profile and found by no search: its title tells of a mood.
        isPublic: false,
      }),
    )
    .catch(async (error: unknown) => {
      // An answer that refuses is certain: nothing was made. Without an answer something may have been.
      if (error instanceof SpotifyProblem && isRefusal(error)) await store.note(asking, { creatingAt: null })
      throw error
    })
  try {
    return await store.note(asking, created(made))
  } catch (error) {
    // Unlinked, or deleted, in the very meantime: who could take it away if not we, and now?
    if (error instanceof JobMoved) await line.ask((calls) => calls.removePlaylist(made.id))
    throw error
  }
}

/** What is kept of a playlist that Spotify made. */
function created({ id, url }: MadePlaylist): Partial<SpotifyJob> {
  // It becomes a link on a page and a code on a card: nothing but a page's address may.
  const isPage = /^https?:\/\//.test(url)
  return { state: 'created', spotifyId: id, url: isPage ? url : `https://open.spotify.com/playlist/${id}` }
}

async function fill(
  job: SpotifyJob,
  { content, line, store }: { content: Content; line: SpotifyLine; store: Store },
  isAgain: boolean,
): Promise<SpotifyJob> {
  const { spotifyId } = job
  if (spotifyId === null) return job
  const uris = content.tracks.map(({ id }) => id)
  // Replacing is the same however often it is done; adding is so only the first time.
  if (isAgain) await line.ask((calls) => calls.replaceItems(spotifyId, uris))
  else await addOrReplace(line, spotifyId, uris)
  return store.note(job, { state: 'filled' })
}

/** A short stumble does not cost the listener their playlist: once more, in the way that doubles nothing. */
async function addOrReplace(line: SpotifyLine, spotifyId: string, uris: readonly string[]): Promise<void> {
  try {
    await line.ask((calls) => calls.addItems(spotifyId, uris))
  } catch (error) {
    if (!(error instanceof SpotifyProblem) || !PASSING.has(error.kind)) throw error
    await line.ask((calls) => calls.replaceItems(spotifyId, uris))
  }
}
const PASSING = new Set(['unavailable', 'timeout', 'malformed'])

const isRefusal = ({ status }: SpotifyProblem) => status !== undefined && status >= 400

/** The playlist that Spotify made though we never heard so, by the mark in its description. */
async function findMade(playlistId: string, line: SpotifyLine): Promise<MadePlaylist | null> {
  const mark = markOf(playlistId)
  for (let page = 0; page < PAGES_MOST; page += 1) {
    const offset = page * LISTED
    const listed = await line.ask((calls) => calls.playlists({ limit: LISTED, offset }))
    const found = listed.find(({ description }) => description.includes(mark))
    if (found !== undefined) return found
    if (listed.length < LISTED) return null
  }
  return null
}

function descriptionOf({ id, strategy }: Content): string {
  const words = strategy === 'match' ? 'Stays where you are' : 'Starts where you are, then lifts'
  return `${words}. Composed by Mood DJ. ${markOf(id)}`
}

/** What a playlist is known by in Spotify before we know its id: the random end of our own id. */
function markOf(playlistId: string): string {
  return `mdj-${playlistId.replaceAll('-', '').slice(-16)}`
}
