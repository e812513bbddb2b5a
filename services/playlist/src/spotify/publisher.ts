import type { FastifyBaseLogger } from 'fastify'
import type { Composition } from '../compose.ts'
import type { PlaylistRow } from '../store/playlists.ts'
import { JobMoved, type SpotifyJob, type SpotifyPlaylistStore } from '../store/spotify-playlists.ts'
import { type FallReason, fallReasonOf } from './fall-reason.ts'
import { makeInSpotify, removeFromSpotify } from './make-in-spotify.ts'
import type { LineParts } from './spotify-line.ts'
import type { LinkedAccess } from './spotify-tokens.ts'
import { atWorkbench } from './workbench.ts'
import { wordsOf } from '../words/words.ts'

/** What making playlists in Spotify takes. */
export interface PublisherParts {
  store: SpotifyPlaylistStore
  line: LineParts
  standIn: (row: PlaylistRow) => Composition
  log: FastifyBaseLogger
  /** How long what went wrong is left alone. */
  retryMs: number
}

/** Makes a planned playlist in Spotify while its listener waits. */
export interface Publisher {
  /**
   * Makes it up to its tracks. Where that fails, what there is of it is taken away, now or later, and the built-in music takes its place.
   * @returns why it failed, if it did
   */
  publish(row: PlaylistRow, access: LinkedAccess): Promise<FallReason | undefined>
  /** Takes away what there is of a playlist, as far as that goes now, and puts the built-in music in its place. */
  abandon(row: PlaylistRow, its: { access: LinkedAccess | undefined; reason: FallReason }): Promise<void>
}

export function createPublisher(parts: PublisherParts): Publisher {
  const { store, standIn, log, retryMs } = parts

  /** Whether something may be left in Spotify. */
  const leftover = async (job: SpotifyJob, access: LinkedAccess | undefined): Promise<boolean> => {
    const isUncertain = job.spotifyId === null && job.creatingAt !== null
    if (job.spotifyId === null && !isUncertain) return false
    // What Spotify may have made a moment ago need not be in its lists yet.
    if (isUncertain || access === undefined) return true
    try {
      await atWorkbench(parts, { job, access, purpose: 'remove' }, ({ line }) => removeFromSpotify(job, line))
      return false
    } catch (error) {
      if (fallReasonOf(error) === undefined) throw error
      return true
    }
  }

  const abandon: Publisher['abandon'] = async (row, { access, reason }) => {
    const job = await store.find(row.id)
    if (job === undefined) return
    const isLeft = await leftover(job, access)
    const { trajectory, tracks } = standIn(row)
    const remains = isLeft ? { dueAt: new Date(Date.now() + retryMs) } : undefined
    await store.fallBack(job, { trajectory, tracks, notice: wordsOf(row.language).notices[reason] }, remains)
  }

  return {
    abandon,
    async publish(row, access) {
      const job = await store.find(row.id)
      if (job === undefined) return undefined
      try {
        const made = await atWorkbench(parts, { job, access, purpose: 'make' }, (bench) =>
          makeInSpotify(job, { ...bench, content: row }),
        )
        // Its cover is drawn and sent by the background job, at once: nobody waits for that.
        await store.note(made, { dueAt: new Date() })
        return undefined
      } catch (error) {
        // Deleted, or unlinked, in the very meantime: whoever did so has seen to the rest.
        if (error instanceof JobMoved) return undefined
        const reason = fallReasonOf(error)
        if (reason === undefined) throw error
        log.info({ reason }, 'a playlist could not be made in Spotify')
        await abandon(row, { access, reason })
        return reason
      }
    },
  }
}
