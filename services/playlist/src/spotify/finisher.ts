import type { App } from '@mooddj/platform/app'
import { SpotifyProblem } from '@mooddj/spotify/spotify-problem'
import type { PlaylistStore } from '../store/playlists.ts'
import { JobMoved, type SpotifyJob } from '../store/spotify-playlists.ts'
import { fallReasonOf } from './fall-reason.ts'
import { coverInSpotify, makeInSpotify, removeFromSpotify } from './make-in-spotify.ts'
import type { Publisher, PublisherParts } from './publisher.ts'
import type { ProviderMetrics } from './spotify-metrics.ts'
import type { LinkedAccess, SpotifyTokens } from './spotify-tokens.ts'
import { atWorkbench } from './workbench.ts'

/** 30 s, 2 min, 8 min, half an hour, two hours, eight and a half: within the day that an errand is good for. */
const ATTEMPTS_MOST = 6
const BACKOFF = 4
/** A playlist that may have been made is looked for so often before it is believed not to be there. */
const LOOKS = 2

interface FinisherParts extends PublisherParts {
  tokens: SpotifyTokens
  publisher: Publisher
  playlists: Pick<PlaylistStore, 'find'>
  metrics: ProviderMetrics
  now?: () => number
}

/** Finishes, covers or removes one playlist that nobody waits for any more; whatever happens, its next step is kept. */
export function createFinisher(parts: FinisherParts): (job: SpotifyJob) => Promise<void> {
  const { store, tokens, publisher, playlists, line, metrics, retryMs, now = Date.now } = parts
  const later = async (job: SpotifyJob, at = now() + retryMs * BACKOFF ** (job.attempts - 1)) => {
    await store.note(job, { dueAt: new Date(at) })
    metrics.finished('later')
  }
  const rowOf = (job: SpotifyJob) => playlists.find(job.accountId, job.playlistId)

  const giveUp = async (job: SpotifyJob, access?: LinkedAccess) => {
    metrics.finished('given-up')
    if (job.state === 'filled' || job.state === 'covered')
      return void (await store.note(job, { errand: null, dueAt: null }))
    const row = job.state === 'removing' ? undefined : await rowOf(job)
    if (row === undefined) return store.remove(job)
    return publisher.abandon(row, { access, reason: 'interrupted' })
  }

  const remove = async (job: SpotifyJob, access: LinkedAccess) => {
    await atWorkbench(parts, { job, access, purpose: 'remove' }, ({ line }) => removeFromSpotify(job, line))
    const isSure = job.spotifyId !== null || job.creatingAt === null || job.attempts >= LOOKS
    if (!isSure) return later(job)
    await store.remove(job)
    metrics.finished('removed')
  }

  const finish = async (job: SpotifyJob, access: LinkedAccess) => {
    const content = await rowOf(job)
    if (content === undefined) return remove(job, access)
    const filled = await atWorkbench(parts, { job, access, purpose: 'make' }, (bench) =>
      makeInSpotify(job, { ...bench, content }),
    )
    const counted = (await store.find(job.playlistId)) ?? filled
    await atWorkbench(parts, { job: counted, access, purpose: 'cover' }, (bench) =>
      coverInSpotify(counted, { ...bench, content }),
    )
    metrics.finished('finished')
  }

  return async (job) => {
    const until = await line.circuit.openUntil()
    // The circuit is no fault of this playlist's: it costs no attempt.
    if (until !== undefined) return void (await store.note(job, { dueAt: until, attempts: job.attempts - 1 }))
    if (job.errand === null || job.attempts > ATTEMPTS_MOST) return giveUp(job)
    let access: LinkedAccess | undefined
    try {
      access = await tokens.onErrand(job.errand)
      await (job.state === 'removing' ? remove(job, access) : finish(job, access))
    } catch (error) {
      if (error instanceof JobMoved) return
      const reason = fallReasonOf(error)
      if (reason === undefined) throw error
      const current = await store.find(job.playlistId)
      if (current === undefined) return
      const isOver =
        reason === 'link-ended' ||
        reason === 'not-linked' ||
        reason === 'not-configured' ||
        (error instanceof SpotifyProblem && HOPELESS.has(error.kind))
      if (isOver) await giveUp(current, access)
      else await later(current)
    }
  }
}
const HOPELESS = new Set([
  'forbidden',
  'not-found',
  'refused',
  'budget-spent',
  'grant-invalid',
  'unauthorised',
])

/** Looks for playlists that are due, and is told of some. */
export interface FinisherLoop {
  wake(): void
}

/** In one turn; more wait for the next. */
const MOST_A_TURN = 20

/** Takes up what is due, one after another, at the start, when it is woken and every `intervalMs`. */
export function openFinisherLoop(
  app: App,
  {
    take,
    finish,
    intervalMs,
  }: {
    take: () => Promise<SpotifyJob | undefined>
    finish: (job: SpotifyJob) => Promise<void>
    intervalMs: number
  },
): FinisherLoop {
  let closing = false
  let isAwaited = false
  let running: Promise<void> = Promise.resolve()
  const turn = async () => {
    isAwaited = false
    for (let taken = 0; taken < MOST_A_TURN && !closing; taken += 1) {
      const job = await take()
      if (job === undefined) return
      await finish(job)
    }
  }
  const start = () => {
    if (isAwaited || closing) return
    isAwaited = true
    running = running
      .then(turn)
      .catch((err: unknown) => app.log.warn({ err }, 'a playlist in Spotify waits for its next turn'))
  }
  start()
  const timer = setInterval(start, intervalMs)
  app.addHook('onClose', async () => {
    closing = true
    clearInterval(timer)
    await running
  })
  return { wake: start }
}
